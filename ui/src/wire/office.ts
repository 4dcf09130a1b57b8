/** What the window holds of the open office: its view, the month's line, undo, and which topics have changed. */
import { defineStore } from 'pinia'
import { computed, reactive, ref, shallowRef } from 'vue'
import { passing } from '@/shared/notice'
import { client } from './client'
import { Refusal } from './refusal'
import type { Changed, MonthHead, OfficeView, UndoState } from './types'

export type Topic = 'grids' | 'people' | 'month' | 'outcomes' | 'boards' | 'policies' | 'settings' | 'second' | 'defects' | 'journal'
const TOPICS: Topic[] = ['grids', 'people', 'month', 'outcomes', 'boards', 'policies', 'settings', 'second', 'defects', 'journal']

export const useOffice = defineStore('office', () => {
  const view = shallowRef<OfficeView | null>(null)
  const ready = ref(false)
  const month = ref('')
  const head = shallowRef<MonthHead | null>(null)
  const undo = shallowRef<UndoState>({ undo: null, redo: null })
  /** What was last done, for the undo line. */
  const lastText = ref('')
  /** Counts up for each topic that a write changed; screens watch the ones they show. */
  const versions = reactive(Object.fromEntries(TOPICS.map((t) => [t, 0])) as Record<Topic, number>)

  const readOnly = computed(() => view.value?.read_only ?? null)
  /** Whether marks, and what stands beside them, can be entered in the month in hand. */
  const scoring = computed(() => readOnly.value === null && (head.value?.state === 'open' || head.value?.state === 'scoring'))
  const today = computed(() => view.value?.today ?? '')
  /** Grade names of the policy in force, best first. */
  const grades = computed<string[]>(() => head.value?.grades ?? [])

  async function load(): Promise<void> {
    try {
      await take(await client.office())
    } catch (thrown) {
      view.value = null
      if (!(thrown instanceof Refusal && thrown.has('no-office'))) throw thrown
    } finally {
      ready.value = true
    }
  }

  /** Another file in place of this one: what was typed here is stored here first. */
  async function change(path: string): Promise<void> {
    await settled()
    await take(await client.openOffice(path, false))
  }

  /** A file was opened or made. */
  async function take(office: OfficeView): Promise<void> {
    view.value = office
    lastText.value = ''
    month.value = office.current ?? office.months.at(-1)?.month ?? ''
    head.value = null
    for (const topic of TOPICS) versions[topic] += 1
    undo.value = await client.undoState()
    await loadHead()
  }

  async function leave(): Promise<void> {
    await settled()
    await client.closeOffice()
    view.value = null
    head.value = null
    month.value = ''
  }

  async function loadHead(): Promise<void> {
    const asked = month.value
    if (asked === '') {
      head.value = null
      return
    }
    const loaded = await client.monthHead(asked)
    if (month.value === asked) head.value = loaded
  }

  async function show(wanted: string): Promise<void> {
    if (wanted === month.value && head.value) return
    month.value = wanted
    head.value = null
    await loadHead()
  }

  let refreshing: ReturnType<typeof setTimeout> | undefined
  /** The head and the rail's figures, a moment later: many marks in a row ask for one refresh. */
  function refreshSoon(): void {
    clearTimeout(refreshing)
    refreshing = setTimeout(() => void refresh(), 250)
  }
  async function refresh(): Promise<void> {
    if (!view.value) return
    try {
      const [fresh] = await Promise.all([client.office(), loadHead()])
      view.value = fresh
    } catch (thrown) {
      if (!(thrown instanceof Refusal)) throw thrown
    }
  }

  /** Something was written: show it in the undo line and tell the screens; `own` topics are already shown by the caller. */
  function wrote(changed: Changed, own: Topic[] = []): void {
    lastText.value = changed.text
    passing.value = ''
    undo.value = changed.undo
    for (const topic of TOPICS) {
      if (changed.topics.includes(topic) && !own.includes(topic)) versions[topic] += 1
    }
    if (!changed.topics.includes('journal')) versions.journal += 1
    refreshSoon()
  }

  /** An import was taken: its answer is a report, so that undo is asked for. */
  async function imported(topics: Topic[]): Promise<void> {
    for (const topic of [...topics, 'journal'] as Topic[]) versions[topic] += 1
    undo.value = await client.undoState()
    await refresh()
  }

  /** Saves that are still on their way: what follows them waits for them. */
  const underWay = new Set<() => Promise<void>>()
  async function settled(): Promise<void> {
    await Promise.all([...underWay].map((rest) => rest()))
  }

  /** How many texts a screen holds that were refused, and so are stored nowhere. */
  const unsaved = new Set<() => number>()
  /** A screen whose saves go out one behind the other gives what must stand between two of them its turn. */
  const lane = shallowRef<((work: () => Promise<void>) => Promise<void>) | null>(null)
  /** What was typed before it is stored by then; what is typed after it isn't touched. */
  async function inTurn(work: () => Promise<void>): Promise<void> {
    if (lane.value) return lane.value(work)
    await settled()
    return work()
  }
  const takeBack = () =>
    inTurn(async () => {
      if (undo.value.undo) wrote(await client.undo())
    })
  const doAgain = () =>
    inTurn(async () => {
      if (undo.value.redo) wrote(await client.redo())
    })

  return {
    view, ready, month, head, undo, lastText, versions, readOnly, scoring, today, grades,
    load, take, change, leave, loadHead, show, refresh, refreshSoon, wrote, imported, underWay, settled, unsaved, lane, takeBack, doAgain,
  }
})
