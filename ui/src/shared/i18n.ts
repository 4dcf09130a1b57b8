/** The words on screen, from `assets/words/<language>/screen.json`: one flat list of keys a language. */
import en from '@words/en/screen.json'
import zh from '@words/zh-CN/screen.json'
import { createI18n } from 'vue-i18n'

export type Lang = 'zh-CN' | 'en'
const PREFIX = 'screen.'

const short = (table: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(table).map(([key, text]) => [key.slice(PREFIX.length), text]))

export const i18n = createI18n({
  legacy: false,
  locale: 'zh-CN' as Lang,
  fallbackLocale: 'zh-CN',
  // Keys are names, not paths.
  messageResolver: (messages, key) => (messages as Record<string, string>)[key] ?? null,
  messages: { 'zh-CN': short(zh), en: short(en) } as Record<Lang, Record<string, string>>,
  missingWarn: false,
  fallbackWarn: false,
})

/** The words of a key (without `screen.`) in the language in use; follows a change of language. */
export function t(key: string, values: Record<string, string | number> = {}): string {
  return i18n.global.t(key, values)
}

export function asLang(tag: string): Lang {
  return tag.toLowerCase().startsWith('en') ? 'en' : 'zh-CN'
}

export function speak(lang: Lang): void {
  i18n.global.locale.value = lang
  document.documentElement.lang = lang
}

export function spoken(): Lang {
  return i18n.global.locale.value as Lang
}
