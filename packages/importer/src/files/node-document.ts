import {parseHTML} from 'linkedom'

/**
 * Makes an empty HTML document where there is no browser. linkedom has no XPath; the converter
 * uses it only to look for comments, scripts and the leavings of word processors, none of which
 * are among the blocks that are built in the document, so every search ends without a find.
 */
export function createNodeDocument(): Document {
  const {document} = parseHTML('<!doctype html><html><head></head><body></body></html>')
  const nothing = {snapshotLength: 0, snapshotItem: () => null, iterateNext: () => null}
  Object.defineProperty(document, 'evaluate', {value: () => nothing})
  return document
}
