/** What of an outcome differs, as texts to show: was → now. Nothing here computes a score or an amount. */
import { money, score } from '@/shared/format'
import type { BriefView, WhatIfSubjectView } from '@/wire/types'

export interface Difference {
  field: 'score' | 'rank' | 'grade' | 'reward' | 'goods' | 'deduction' | 'measures'
  was: string
  now: string
}

function texts(of: BriefView): Record<Difference['field'], string> {
  return {
    score: score(of.score),
    rank: of.rank === null ? '' : String(of.rank),
    grade: of.grade ?? '',
    reward: money(of.reward_fen),
    goods: of.reward_goods.join(', '),
    deduction: of.deduction_fen === 0 ? '' : money(of.deduction_fen),
    measures: of.measures.join(', '),
  }
}

export function differences(subject: WhatIfSubjectView): Difference[] {
  const [was, now] = [texts(subject.was), texts(subject.now)]
  const fields = Object.keys(was) as Difference['field'][]
  return fields.filter((field) => was[field] !== now[field]).map((field) => ({ field, was: was[field], now: now[field] }))
}
