/// <reference types="vite/client" />
import { expect, it } from 'vitest'
import { i18n } from './i18n'

const { 'zh-CN': zh, en } = i18n.global.messages.value as Record<'zh-CN' | 'en', Record<string, string>>

const sources = import.meta.glob(['../**/*.vue', '../**/*.ts', '!../**/*.test.ts', '!../wire/generated/**'], {
  query: '?raw',
  import: 'default',
  eager: true,
}) as Record<string, string>
const has = (key: string) => Object.hasOwn(zh, key)
const places = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort().join()
/** Whole keys, and the beginnings of those that are made of a value. */
function used(): { keys: Set<string>; beginnings: Set<string> } {
  const keys = new Set<string>()
  const beginnings = new Set<string>()
  for (const text of Object.values(sources)) {
    for (const [, key = ''] of text.matchAll(/\b(?:t|sayChinese)\(\s*'([^']+)'/g)) keys.add(key)
    for (const [, key = ''] of text.matchAll(/\? '([a-z][a-z.-]+\.[a-z-]+)' : '[a-z]/g)) keys.add(key)
    for (const [, key = ''] of text.matchAll(/ : '([a-z][a-z.-]+\.[a-z-]+)'[,)]/g)) keys.add(key)
    for (const [, key = ''] of text.matchAll(/'(keys\.[a-z-]+)'/g)) keys.add(key)
    for (const [, key = ''] of text.matchAll(/\bt\(`([^`$]+)\$\{/g)) beginnings.add(key)
  }
  return { keys, beginnings }
}

it('has every word in both languages', () => {
  expect(Object.keys(en).sort()).toEqual(Object.keys(zh).sort())
})

it('fills the same places in both languages', () => {
  const uneven = Object.entries(zh).filter(([key, text]) => places(text) !== places(en[key] ?? ''))
  expect(uneven.map(([key]) => key)).toEqual([])
})

it('knows every key that a screen asks for', () => {
  const { keys, beginnings } = used()
  expect([...keys].filter((key) => !has(key))).toEqual([])
  const all = Object.keys(zh)
  expect([...beginnings].filter((start) => !all.some((key) => key.startsWith(start)))).toEqual([])
})

it('keeps no word that no screen asks for', () => {
  const { keys, beginnings } = used()
  const spare = Object.keys(zh).filter((key) => !keys.has(key) && ![...beginnings].some((start) => key.startsWith(start)))
  expect(spare).toEqual([])
})

it('writes no Chinese outside the words', () => {
  const written = Object.entries(sources).filter(([, text]) => /[\u4e00-\u9fff]/.test(text.replace(/\/\*[\s\S]*?\*\/|\/\/.*|<!--[\s\S]*?-->/g, '')))
  expect(written.map(([file]) => file)).toEqual([])
})
