export {createNodeDocument} from './files/node-document.ts'
export {largestFile, pageEndings, readFile} from './files/read-file.ts'
export type {PageFormat, ReadFileOptions, ReadPage} from './files/read-file.ts'
