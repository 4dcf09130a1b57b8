import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Coalesce } from './coalesce'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())
const settle = (ms: number) => vi.advanceTimersByTimeAsync(ms)

it('shows the first change at once and many that follow as one', async () => {
  let pictures = 0
  const coalesce = new Coalesce(async () => void (pictures += 1), 250, () => Date.now())
  coalesce.ask()
  expect(pictures).toBe(1)
  for (let typed = 0; typed < 50; typed += 1) coalesce.ask()
  await settle(249)
  expect(pictures).toBe(1)
  await settle(1)
  expect(pictures).toBe(2)
  await settle(1000)
  expect(pictures).toBe(2)
})

it('makes at most four pictures a second while marks are typed without a pause', async () => {
  let pictures = 0
  const coalesce = new Coalesce(async () => void (pictures += 1), 250, () => Date.now())
  for (let ms = 0; ms < 2000; ms += 10) {
    coalesce.ask()
    await settle(10)
  }
  await settle(250)
  expect(pictures).toBeGreaterThanOrEqual(8)
  expect(pictures).toBeLessThanOrEqual(9)
})

it('never makes two at a time, and the last change is not lost', async () => {
  let under = 0
  let most = 0
  let pictures = 0
  const slow = async () => {
    under += 1
    most = Math.max(most, under)
    await new Promise((done) => setTimeout(done, 400))
    under -= 1
    pictures += 1
  }
  const coalesce = new Coalesce(slow, 250, () => Date.now())
  coalesce.ask()
  await settle(300)
  coalesce.ask()
  await settle(2000)
  expect([most, pictures]).toEqual([1, 2])
})

it('stops, and can be asked again', async () => {
  let pictures = 0
  const coalesce = new Coalesce(async () => void (pictures += 1), 250, () => Date.now())
  coalesce.ask()
  coalesce.ask()
  coalesce.stop()
  await settle(1000)
  expect(pictures).toBe(1)
  coalesce.ask()
  expect(pictures).toBe(2)
})
