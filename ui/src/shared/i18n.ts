/** The words on screen: the keys that begin with `screen.` in `assets/words/<language>/<topic>.json`; vite.config.ts leaves the rest out. */
import { createI18n } from 'vue-i18n'

export type Lang = 'zh-CN' | 'en'
const PREFIX = 'screen.'

type Table = Record<string, string>
const inChinese = import.meta.glob<Table>('@words/zh-CN/*.json', { eager: true, import: 'default' })
const inEnglish = import.meta.glob<Table>('@words/en/*.json', { eager: true, import: 'default' })

const short = (topics: Record<string, Table>): Table =>
  Object.fromEntries(
    Object.values(topics)
      .flatMap((topic) => Object.entries(topic))
      .map(([key, text]) => [key.slice(PREFIX.length), text]),
  )

export const i18n = createI18n({
  legacy: false,
  locale: 'zh-CN' as Lang,
  fallbackLocale: 'zh-CN',
  // Keys are names, not paths.
  messageResolver: (messages, key) => (messages as Record<string, string>)[key] ?? null,
  messages: { 'zh-CN': short(inChinese), en: short(inEnglish) } as Record<Lang, Record<string, string>>,
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

/** The same in Chinese whatever the language in use: tables and papers are Chinese. */
export function sayChinese(key: string): string {
  return i18n.global.messages.value['zh-CN'][key] ?? key
}
