const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz#$%*+,-.:;=?@[]^_{|}~'

type Colour = [red: number, green: number, blue: number]

/**
 * A picture in some thirty characters, from which a blurred preview can be drawn: the first terms
 * of its cosine transform, in the format of blurha.sh (Wolt), version 1.
 *
 * @param pixels - red, green, blue and alpha, one byte each
 * @param components - how many terms in each direction, 1 to 9
 */
export function blurHash(
  pixels: Uint8Array,
  {width, height}: {width: number; height: number},
  components: {x: number; y: number},
): string {
  const terms: Colour[] = []
  for (let y = 0; y < components.y; y++) {
    for (let x = 0; x < components.x; x++) terms.push(term(pixels, width, height, x, y))
  }
  const [average = [0, 0, 0], ...others] = terms
  const largest = Math.max(0, ...others.flat().map(Math.abs))
  const quantised = others.length === 0 ? 0 : clamp(Math.floor(largest * 166 - 0.5), 0, 82)
  const scale = others.length === 0 ? 1 : (quantised + 1) / 166
  return [
    digits(components.x - 1 + (components.y - 1) * 9, 1),
    digits(quantised, 1),
    digits(
      average.reduce((sum, each) => sum * 256 + toSrgb(each), 0),
      4,
    ),
    ...others.map((colour) =>
      digits(
        colour.reduce((sum, each) => sum * 19 + level(each / scale), 0),
        2,
      ),
    ),
  ].join('')
}

function term(pixels: Uint8Array, width: number, height: number, x: number, y: number): Colour {
  const sum: Colour = [0, 0, 0]
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const basis =
        Math.cos((Math.PI * x * column) / width) * Math.cos((Math.PI * y * row) / height)
      const offset = (row * width + column) * 4
      sum[0] += basis * (LINEAR[pixels[offset] ?? 0] ?? 0)
      sum[1] += basis * (LINEAR[pixels[offset + 1] ?? 0] ?? 0)
      sum[2] += basis * (LINEAR[pixels[offset + 2] ?? 0] ?? 0)
    }
  }
  const factor = (x === 0 && y === 0 ? 1 : 2) / (width * height)
  return [sum[0] * factor, sum[1] * factor, sum[2] * factor]
}

/** IEC 61966-2-1, for each of the 256 values. */
const LINEAR = Array.from({length: 256}, (_, value) => {
  const share = value / 255
  return share <= 0.040_45 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
})

function toSrgb(linear: number): number {
  const value = clamp(linear, 0, 1)
  const share = value <= 0.003_130_8 ? value * 12.92 : 1.055 * value ** (1 / 2.4) - 0.055
  return Math.floor(share * 255 + 0.5)
}

/** One of 19 levels, finer around zero. */
const level = (value: number): number =>
  clamp(Math.floor(Math.sign(value) * Math.sqrt(Math.abs(value)) * 9 + 9.5), 0, 18)

const clamp = (value: number, minimum: number, maximum: number): number =>
  Math.min(Math.max(value, minimum), maximum)

function digits(value: number, length: number): string {
  let text = ''
  let rest = value
  for (let index = 0; index < length; index++) {
    text = (DIGITS[rest % 83] ?? '') + text
    rest = Math.floor(rest / 83)
  }
  return text
}
