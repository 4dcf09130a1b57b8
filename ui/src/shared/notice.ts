/** What the window has to tell: one line that passes, and refusals that stay until they are read. */
import { shallowRef } from 'vue'

export interface Told {
  place: string
  text: string
  remedy: string
}

export const passing = shallowRef('')
export const refusals = shallowRef<Told[]>([])
let clearing: ReturnType<typeof setTimeout> | undefined

export function say(text: string): void {
  passing.value = text
  clearTimeout(clearing)
  clearing = setTimeout(() => (passing.value = ''), 8000)
}

export function refuse(problems: Told[]): void {
  refusals.value = problems
}

export function dismiss(): void {
  refusals.value = []
}
