/** Keys that work everywhere in the window. */
import { onBeforeUnmount, onMounted } from 'vue'

export type Shortcuts = Record<string, (event: KeyboardEvent) => void>

/** As `ctrl+k`, `?`, `escape`. */
export function nameOf(event: KeyboardEvent): string {
  const parts = [event.ctrlKey || event.metaKey ? 'ctrl' : '', event.altKey ? 'alt' : ''].filter((p) => p !== '')
  const shifted = event.shiftKey && /^[a-z]$/i.test(event.key) && parts.length > 0
  return [...parts, ...(shifted ? ['shift'] : []), event.key.toLowerCase()].join('+')
}

/** Whether what has the focus takes text: there, plain keys and its own undo stay its own. */
export function takesText(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)
}

export function useShortcuts(shortcuts: Shortcuts): void {
  function heard(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.isComposing) return
    const name = nameOf(event)
    const run = shortcuts[name]
    if (!run) return
    const everywhere = name === 'ctrl+k' || name === 'f1' || name.startsWith('alt+')
    if (!everywhere && takesText(event.target)) return
    event.preventDefault()
    run(event)
  }
  onMounted(() => globalThis.addEventListener('keydown', heard))
  onBeforeUnmount(() => globalThis.removeEventListener('keydown', heard))
}
