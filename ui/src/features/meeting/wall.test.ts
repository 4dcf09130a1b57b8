import { expect, it } from 'vitest'
import { read } from './wall'

it('keeps how the wall looked, and never that rewards were shown', () => {
  const wall = read(JSON.stringify({ masked: true, rewards: true, dark: true, photos: false, size: 120, top: 20 }))
  expect(wall).toEqual({ masked: true, rewards: false, dark: true, photos: false, size: 120, top: 20 })
})

it('begins plainly where nothing, or nonsense, was kept', () => {
  const plain = { masked: false, rewards: false, dark: false, photos: true, size: 100, top: null }
  for (const text of [null, '', 'null', '{"size":7,"top":3,"dark":"yes"}', '{']) expect(read(text), String(text)).toEqual(plain)
})
