import { expect, it } from 'vitest'
import { routes } from '@/router'
import { chapters } from './chapters'
import { CHAPTER_OF_ROOM } from './rooms'

it('has the same chapters in both languages', () => {
  const names = chapters('zh-CN').map((c) => c.name)
  expect(names.length).toBeGreaterThan(5)
  expect(chapters('en').map((c) => c.name)).toEqual(names)
})

it('has a chapter for every room', () => {
  const names = new Set(chapters('zh-CN').map((c) => c.name))
  const rooms = routes.map((r) => String(r.name ?? '')).filter((name) => name !== '' && name !== 'help')
  expect(rooms.filter((room) => !names.has(CHAPTER_OF_ROOM[room] ?? ''))).toEqual([])
})

it('shows every picture that it names', () => {
  for (const lang of ['zh-CN', 'en'] as const) {
    for (const chapter of chapters(lang)) expect(chapter.html).not.toMatch(/src="\.\.\/pictures/)
  }
})

it('begins each chapter with its title', () => {
  expect(chapters('zh-CN').filter((c) => c.title === '' || !c.html.startsWith('<h1>'))).toEqual([])
})
