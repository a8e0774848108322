const scene =
  /\b(?:smil(?:es?|ing)|sit(?:s|ting)|stand(?:s|ing)|wear(?:s|ing)|hold(?:s|ing)|look(?:s|ing) (?:at|up|down|away|into)|walk(?:s|ing)|background|foreground|close-?up|photo(?:graph)?|portrait|illustration|pictured|camera|defocuss?ed|blurr(?:ed|y)|gestur(?:es|ing)|chat(?:s|ting)?)\b/giu
const opening =
  /^(?:an?|the|two|three|several|group of|close-?up of|photo(?:graph)? of|image of|illustration of|portrait of)\b/iu

/** Whether a paragraph describes a picture: the alternative text of an image that was lost. */
export function isImageText(text: string): boolean {
  if (/^!?\[[^\]]*\](?:\([^)]*\))?$/u.test(text) && !/^\[\d/u.test(text)) return true
  if (!opening.test(text) || text.length > 700) return false
  const words = new Set(text.match(scene)?.map((word) => word.toLowerCase()))
  const spacedStops = text.match(/\p{L} \.(?=\s|$)/gu)?.length ?? 0
  return words.size + Math.min(spacedStops, 1) >= 2 && words.size >= 1
}
