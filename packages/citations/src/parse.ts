export {type ParsedReference, parseReference} from './parse/parse-reference.ts'
