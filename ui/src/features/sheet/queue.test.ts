import { expect, it } from 'vitest'
import { SaveQueue, type Job } from './queue'

/** A queue whose saves end when the test says so. */
function queue(refuse: (job: Job) => boolean = () => false) {
  const sent: string[] = []
  const ended: string[] = []
  const gates: (() => void)[] = []
  const made = new SaveQueue<string>(
    (job) => {
      sent.push(`${job.key}=${job.text}`)
      return new Promise((resolve, reject) => gates.push(() => (refuse(job) ? reject(new Error(job.text)) : resolve(job.text))))
    },
    {
      sent: () => undefined,
      saved: (job, answer) => ended.push(`${job.key} saved ${answer}`),
      refused: (job) => ended.push(`${job.key} refused ${job.text}`),
      count: () => undefined,
    },
  )
  const finish = async () => {
    gates.shift()?.()
    await new Promise((r) => setTimeout(r))
  }
  return { made, sent, ended, finish }
}

it('sends one save at a time, in the order in which cells were left', async () => {
  const { made, sent, finish } = queue()
  for (const key of ['a', 'b', 'c']) made.push({ key, text: '1' })
  expect(sent).toEqual(['a=1'])
  await finish()
  await finish()
  expect(sent).toEqual(['a=1', 'b=1', 'c=1'])
})

it('keeps only the last text of a cell that still waits, at its first place', async () => {
  const { made, sent, finish } = queue()
  made.push({ key: 'a', text: '1' })
  made.push({ key: 'b', text: '2' })
  made.push({ key: 'c', text: '3' })
  made.push({ key: 'b', text: '20' })
  for (let i = 0; i < 3; i += 1) await finish()
  expect(sent).toEqual(['a=1', 'b=20', 'c=3'])
})

it('sends a newer text after the one under way, never over it', async () => {
  const { made, sent, ended, finish } = queue()
  made.push({ key: 'a', text: '1' })
  made.push({ key: 'a', text: '2' })
  expect(made.holds('a')).toBe(true)
  await finish()
  await finish()
  expect(sent).toEqual(['a=1', 'a=2'])
  expect(ended).toEqual(['a saved 1', 'a saved 2'])
})

it('goes on after a refusal', async () => {
  const { made, ended, finish } = queue((job) => job.text === '99')
  made.push({ key: 'a', text: '99' })
  made.push({ key: 'b', text: '5' })
  await finish()
  await finish()
  expect(ended).toEqual(['a refused 99', 'b saved 5'])
})

it('rests only when everything has ended', async () => {
  const { made, finish } = queue()
  let rested = false
  made.push({ key: 'a', text: '1' })
  void made.rest().then(() => (rested = true))
  await new Promise((r) => setTimeout(r))
  expect(rested).toBe(false)
  await finish()
  expect(rested).toBe(true)
})

it('gives a step its turn: what was pushed before it is saved by then, and what comes after it never before', async () => {
  const { made, sent, finish } = queue()
  made.push({ key: 'a', text: '1' })
  made.push({ key: 'b', text: '2' })
  const step = made.inOrder(async () => void sent.push('undo'))
  made.push({ key: 'b', text: '20' })
  expect(made.changing).toBe(true)
  for (let i = 0; i < 2; i += 1) await finish()
  await step
  await finish()
  expect(sent).toEqual(['a=1', 'b=2', 'undo', 'b=20'])
  expect([made.changing, made.holds('b')]).toEqual([false, false])
})

it('goes on after a step that fails, and tells who asked for it', async () => {
  const { made, sent, finish } = queue()
  const step = made.inOrder(async () => Promise.reject(new Error('locked')))
  made.push({ key: 'a', text: '1' })
  await expect(step).rejects.toThrow('locked')
  await finish()
  expect(sent).toEqual(['a=1'])
})

it('keeps hundreds in order', async () => {
  const { made, sent, finish } = queue()
  for (let i = 0; i < 600; i += 1) made.push({ key: `${i}`, text: '1' })
  for (let i = 0; i < 600; i += 1) made.push({ key: `${i}`, text: '2' })
  for (let i = 0; i < 601; i += 1) await finish()
  expect(sent).toEqual(['0=1', ...Array.from({ length: 599 }, (_, i) => `${i + 1}=2`), '0=2'])
})
