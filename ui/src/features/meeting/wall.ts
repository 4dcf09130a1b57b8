/** How the wall looks; kept for the next meeting on this computer. Names may be masked, rewards stay hidden until asked for. */
import { reactive, watch } from 'vue'

export interface Wall {
  masked: boolean
  rewards: boolean
  dark: boolean
  photos: boolean
  /** Percent. */
  size: number
  /** Only the first so many places; null shows all. */
  top: number | null
}

const KEPT = 'jingge.meeting'
export const SIZES = [80, 100, 120, 140]
export const TOPS = [null, 10, 20, 50] as const

/** Rewards are never remembered: each meeting decides anew. */
export function read(text: string | null): Wall {
  const wall: Wall = { masked: false, rewards: false, dark: false, photos: true, size: 100, top: null }
  try {
    const kept = JSON.parse(text ?? '{}') as Partial<Wall>
    if (typeof kept.masked === 'boolean') wall.masked = kept.masked
    if (typeof kept.dark === 'boolean') wall.dark = kept.dark
    if (typeof kept.photos === 'boolean') wall.photos = kept.photos
    if (SIZES.includes(kept.size ?? 0)) wall.size = kept.size ?? 100
    if (TOPS.includes((kept.top ?? null) as (typeof TOPS)[number])) wall.top = kept.top ?? null
  } catch {
    // What can't be read is as if nothing had been kept.
  }
  return wall
}

export function useWall(): Wall {
  const wall = reactive(read(localStorage.getItem(KEPT)))
  watch(wall, () => localStorage.setItem(KEPT, JSON.stringify(wall)))
  return wall
}
