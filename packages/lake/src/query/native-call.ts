import {constant, type Node} from './groq.ts'

/** Receives the evaluated arguments and returns a JSON value, or a groq-js `Path` or `DateTime`. */
export type NativeFunction = (args: readonly unknown[]) => unknown

/**
 * A syntax tree that makes unmodified groq-js call one of our functions.
 *
 * groq-js keeps its function table to itself. It does build object literals by plain assignment, so
 * an attribute named `__proto__` gives the literal a prototype of ours. Reading the attribute
 * `result` from it then runs the getter below, with the other attributes as arguments. Queries
 * cannot write such a tree themselves: their own `__proto__` keys are renamed (escape-keys.ts).
 */
export function nativeCall(run: NativeFunction, args: readonly Node[]): Node {
  const names = args.map((_, index) => `a${index}`)
  const prototype = {
    hasOwnProperty: () => true,
    get result(): unknown {
      const given = this as unknown as Readonly<Record<string, unknown>>
      return run(names.map((name) => given[name]))
    },
  }
  return {
    type: 'AccessAttribute',
    name: 'result',
    base: {
      type: 'Object',
      attributes: [
        {type: 'ObjectAttributeValue', name: '__proto__', value: constant(prototype)},
        ...args.map((value, index) => ({
          type: 'ObjectAttributeValue',
          name: names[index],
          value,
        })),
      ],
    },
  }
}
