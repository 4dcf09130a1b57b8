import { ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue'
import { useOffice, type Topic } from './office'
import { problemsOf } from './refusal'
import type { ProblemView } from './types'

export interface Loaded<V> {
  data: ShallowRef<V | null>
  loading: Ref<boolean>
  problems: ShallowRef<ProblemView[]>
  reload: () => Promise<void>
}

/** Loads now, when `key` changes, and whenever a write changes one of the topics. An answer that came too late is dropped. */
export function useLoaded<V>(load: () => Promise<V>, topics: Topic[] = [], key: () => unknown = () => 0): Loaded<V> {
  const office = useOffice()
  const data = shallowRef<V | null>(null)
  const loading = ref(false)
  const problems = shallowRef<ProblemView[]>([])
  let asked = 0

  async function reload(): Promise<void> {
    asked += 1
    const mine = asked
    loading.value = true
    try {
      const answer = await load()
      if (mine !== asked) return
      data.value = answer
      problems.value = []
    } catch (thrown) {
      if (mine !== asked) return
      problems.value = problemsOf(thrown)
    } finally {
      if (mine === asked) loading.value = false
    }
  }

  watch([key, () => topics.map((t) => office.versions[t]).join()], () => void reload(), { immediate: true })
  return { data, loading, problems, reload }
}
