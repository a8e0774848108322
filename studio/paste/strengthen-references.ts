import {type FormPatch, set} from 'sanity'

interface KeyedValue {
  _type: string
  _key: string
  [field: string]: unknown
}

/**
 * Makes patches that let weak references to unpublished citations become strong on publication, as
 * the Studio's own reference field does. The editor drops that wish from what is inserted.
 *
 * @param value - Portable Text
 * @param citationIds - the published ids of the citations in question
 */
export function strengthenReferences(
  value: unknown,
  citationIds: ReadonlySet<string>,
): FormPatch[] {
  return listOf(value).flatMap((block) =>
    listOf(block['children']).flatMap((child) =>
      listOf(child['citations'])
        .filter(
          ({_ref, _weak, _strengthenOnPublish}) =>
            _weak === true &&
            _strengthenOnPublish === undefined &&
            typeof _ref === 'string' &&
            citationIds.has(_ref),
        )
        .map(({_key}) =>
          set({type: 'citation'}, [
            {_key: block._key},
            'children',
            {_key: child._key},
            'citations',
            {_key},
            '_strengthenOnPublish',
          ]),
        ),
    ),
  )
}

function listOf(value: unknown): KeyedValue[] {
  return Array.isArray(value) ? value.filter(isKeyed) : []
}

function isKeyed(value: unknown): value is KeyedValue {
  return typeof value === 'object' && value !== null && '_key' in value
}
