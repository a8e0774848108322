export {lookUpIntegrity, type RegistryAnswer, type RegistryOptions} from './integrity/registries.ts'
export {
  integrityFrom,
  type Notice,
  type NoticeList,
  readRetractionWatch,
} from './integrity/retraction-watch.ts'
