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
  const count = args.length
  const prototype = {
    hasOwnProperty: () => true,
    get result(): unknown {
      const values: unknown[] = []
      for (let index = 0; index < count; index++) {
        values.push((this as unknown as Record<string, unknown>)[`a${index}`])
      }
      return run(values)
    },
  }
  return {
    type: 'AccessAttribute',
    name: 'result',
    base: {
      type: 'Object',
      attributes: [
        ...args.map((value, index) => ({type: 'ObjectAttributeValue', name: `a${index}`, value})),
        {type: 'ObjectAttributeValue', name: '__proto__', value: constant(prototype)},
      ],
    },
  }
}
