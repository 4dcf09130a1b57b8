/** A policy in hand: every edit is kept at once, one save after the other, and what it comes to is shown as soon as it is known. */
import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue'
import { refuse } from '@/shared/notice'
import { actOwn } from '@/wire/act'
import { client } from '@/wire/client'
import { useOffice } from '@/wire/office'
import { problemsOf } from '@/wire/refusal'
import type { DraftCase, DraftCheck, DraftClause, DraftForm, ProblemView } from '@/wire/types'
import { moved, removeAt, replaceAt } from './form/tree'

export type Picked = { part: 'head' } | { part: 'clause'; at: number } | { part: 'case'; at: number } | { part: 'adopt' }

export function useDraft(id: () => number) {
  const office = useOffice()
  const form = shallowRef<DraftForm | null>(null)
  const check = shallowRef<DraftCheck | null>(null)
  const origin = ref('')
  const problems = shallowRef<ProblemView[]>([])
  const version = ref(0)
  const picked = ref<Picked>({ part: 'clause', at: 0 })
  let sending: Promise<void> | null = null
  let waiting = false

  async function load(): Promise<void> {
    const asked = id()
    try {
      const view = await client.policyDraft(asked)
      if (asked !== id()) return
      form.value = view.form
      check.value = view.check
      origin.value = view.origin
      version.value = Math.min(version.value, view.form.versions.length - 1)
      problems.value = []
    } catch (thrown) {
      if (asked === id()) problems.value = problemsOf(thrown)
    }
  }
  /** The newest state goes out; what was typed meanwhile follows it. */
  async function send(): Promise<void> {
    while (waiting && form.value) {
      waiting = false
      const sent = form.value
      const saved = await actOwn(() => client.saveDraft(sent), ['policies'])
      if (saved === undefined) await load()
      else if (!waiting) check.value = saved.value
    }
    sending = null
  }
  function set(next: DraftForm): void {
    form.value = next
    waiting = true
    sending ??= send().catch((thrown: unknown) => refuse(problemsOf(thrown)))
  }
  const settled = async (): Promise<void> => {
    await sending
  }
  office.underWay.add(settled)
  onScopeDispose(() => office.underWay.delete(settled))
  watch([id, () => office.versions.policies], () => void load(), { immediate: true })

  const clauses = computed<DraftClause[]>(() => form.value?.versions[version.value]?.clauses ?? [])
  const cases = computed<DraftCase[]>(() => form.value?.cases ?? [])
  const setClauses = (next: DraftClause[]): void => {
    const now = form.value
    const held = now?.versions[version.value]
    if (now && held) set({ ...now, versions: replaceAt(now.versions, version.value, { ...held, clauses: next }) })
  }
  const setCases = (next: DraftCase[]): void => {
    if (form.value) set({ ...form.value, cases: next })
  }

  const clauseProblems = (at: number) => (check.value?.problems ?? []).filter((p) => p.at?.version === version.value && p.at.clause === at)
  const otherProblems = computed(() => (check.value?.problems ?? []).filter((p) => p.at === null))
  const uncovered = (at: number) => (check.value?.uncovered ?? []).some((p) => p.version === version.value && p.clause === at)

  return {
    form, check, origin, problems, version, picked, clauses, cases, otherProblems,
    set, load, settled, clauseProblems, uncovered,
    setClause: (at: number, clause: DraftClause) => setClauses(replaceAt(clauses.value, at, clause)),
    setCase: (at: number, value: DraftCase) => setCases(replaceAt(cases.value, at, value)),
    addClause(after: number, article: string): void {
      const before = clauses.value[after]
      const fresh: DraftClause = { document: before?.document ?? '', article, text: '', rule: null, no_rule: '', note: '' }
      setClauses([...clauses.value.slice(0, after + 1), fresh, ...clauses.value.slice(after + 1)])
      picked.value = { part: 'clause', at: after + 1 }
    },
    removeClause(at: number): void {
      setClauses(removeAt(clauses.value, at))
      picked.value = { part: 'clause', at: Math.max(0, Math.min(at, clauses.value.length - 1)) }
    },
    moveClause(at: number, by: number): void {
      setClauses(moved(clauses.value, at, by))
      picked.value = { part: 'clause', at: Math.max(0, Math.min(at + by, clauses.value.length - 1)) }
    },
    addCase(fresh: DraftCase): void {
      setCases([...cases.value, fresh])
      picked.value = { part: 'case', at: cases.value.length - 1 }
    },
    removeCase(at: number): void {
      setCases(removeAt(cases.value, at))
      picked.value = cases.value.length > 0 ? { part: 'case', at: Math.min(at, cases.value.length - 1) } : { part: 'head' }
    },
  }
}
export type Draft = ReturnType<typeof useDraft>
