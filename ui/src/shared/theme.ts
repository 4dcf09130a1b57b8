import { ref } from 'vue'

export type Theme = 'light' | 'dark' | 'system'
const KEPT = 'jingge.theme'
const dark = globalThis.matchMedia?.('(prefers-color-scheme: dark)')

export const theme = ref<Theme>('light')

function show(): void {
  const isDark = theme.value === 'dark' || (theme.value === 'system' && (dark?.matches ?? false))
  document.documentElement.classList.toggle('dark', isDark)
}

export function setTheme(wanted: Theme): void {
  theme.value = wanted
  localStorage.setItem(KEPT, wanted)
  show()
}

export function startTheme(): void {
  const kept = localStorage.getItem(KEPT)
  theme.value = kept === 'dark' || kept === 'system' ? kept : 'light'
  dark?.addEventListener('change', show)
  show()
}
