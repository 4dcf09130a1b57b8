/** Plain values of a rule as its form holds them. Nothing is changed in place: each edit gives a new tree. */
import type { DraftProblem, FieldView, RuleTree, ShapeView, TreeEntry } from '@/wire/types'

export const text = (value: string): RuleTree => ({ text: value })

export function textOf(tree: RuleTree | undefined): string | null {
  return tree !== undefined && 'text' in tree ? tree.text : null
}
export function entriesOf(tree: RuleTree | undefined): TreeEntry[] {
  return tree !== undefined && 'map' in tree ? tree.map : []
}
/** A single text stands for a list of one. */
export function itemsOf(tree: RuleTree | undefined): RuleTree[] {
  if (tree === undefined) return []
  if ('list' in tree) return tree.list
  return 'text' in tree ? [tree] : []
}

export function get(tree: RuleTree | undefined, key: string): RuleTree | undefined {
  return entriesOf(tree).find((entry) => entry.key === key)?.value
}
/** What is new goes to the end. */
export function put(tree: RuleTree, key: string, value: RuleTree): RuleTree {
  const entries = entriesOf(tree)
  if (!entries.some((entry) => entry.key === key)) return { map: [...entries, { key, value }] }
  return { map: entries.map((entry) => (entry.key === key ? { key, value } : entry)) }
}
export function drop(tree: RuleTree, key: string): RuleTree {
  return { map: entriesOf(tree).filter((entry) => entry.key !== key) }
}

export function replaceAt<V>(list: V[], at: number, value: V): V[] {
  return list.map((old, index) => (index === at ? value : old))
}
export function removeAt<V>(list: V[], at: number): V[] {
  return list.filter((_, index) => index !== at)
}
/** One place up (-1) or down (1); at the ends nothing moves. */
export function moved<V>(list: V[], at: number, by: number): V[] {
  const to = at + by
  if (to < 0 || to >= list.length) return list
  const rest = removeAt(list, at)
  return [...rest.slice(0, to), list[at] as V, ...rest.slice(to)]
}

/** What a field holds when it is taken into a rule: empty, with everything in it that must be there. */
export function blank(shape: ShapeView): RuleTree {
  switch (shape.form) {
    case 'list':
      return { list: shape.item ? [blank(shape.item)] : [] }
    case 'map':
      return { map: shape.item ? [{ key: '', value: blank(shape.item) }] : [] }
    case 'group':
      return fieldsBlank(shape.fields)
    default:
      return text(shape.value?.entry === 'choice' ? (shape.value.choices[0]?.value ?? '') : '')
  }
}
export function fieldsBlank(fields: FieldView[]): RuleTree {
  return { map: fields.filter((f) => f.required).map((f) => ({ key: f.key, value: blank(f.shape) })) }
}

/** Fields that stand there or must; those that can be added; keys that the form doesn't know. */
export function sorted(fields: FieldView[], tree: RuleTree | undefined): { shown: FieldView[]; more: FieldView[]; unknown: string[] } {
  const keys = new Set(entriesOf(tree).map((entry) => entry.key))
  const known = new Set([...fields.map((f) => f.key), 'kind'])
  return {
    shown: fields.filter((f) => f.required || keys.has(f.key)),
    more: fields.filter((f) => !f.required && !keys.has(f.key)),
    unknown: [...keys].filter((key) => !known.has(key)),
  }
}

/** Problems below a key, told from there. */
export function below(problems: DraftProblem[], key: string): DraftProblem[] {
  return problems.filter((p) => p.path[0] === key).map((p) => ({ ...p, path: p.path.slice(1) }))
}
/** Problems about this place itself, or about something in it that `keys` doesn't show. */
export function here(problems: DraftProblem[], keys: string[]): DraftProblem[] {
  return problems.filter((p) => p.path[0] === undefined || !keys.includes(p.path[0]))
}

/** Fields as the shape that holds them. */
export const groupOf = (fields: FieldView[]): ShapeView => ({ form: 'group', value: null, item: null, name: '', fields })
