/** The one question at a time that is put before something is done; it names what will happen. */
import { shallowRef } from 'vue'

export interface Question {
  title: string
  /** What will happen, in figures. */
  lines: string[]
  /** The verb on the button. */
  verb: string
  danger?: boolean
  /** Asks for a text; the answer carries it. */
  input?: { label: string; needed: boolean; date?: string }
  /** A second text. */
  second?: { label: string; needed: boolean }
}
export interface Answer {
  text: string
  second: string
}

export const question = shallowRef<(Question & { answer: (answer: Answer | null) => void }) | null>(null)

/** Null when the clerk thinks better of it. */
export function ask(asked: Question): Promise<Answer | null> {
  question.value?.answer(null)
  return new Promise((resolve) => {
    question.value = {
      ...asked,
      answer: (answer) => {
        question.value = null
        resolve(answer)
      },
    }
  })
}
