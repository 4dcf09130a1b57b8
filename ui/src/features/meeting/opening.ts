/** From the main window: opens the meeting's, and tells it which row is in hand. Typing never waits for it. */
import { client, onMeetingClosed } from '@/wire/client'
import type { MeetingHand } from '@/wire/types'
import { Coalesce } from './coalesce'

let open = false
let hand: MeetingHand | null = null
let sent: MeetingHand | null = null

const sending = new Coalesce(async () => {
  if (!open || !hand || hand === sent) return
  sent = hand
  await client.takeInHand(hand)
}, 250)

/** The row in hand has changed; nothing is sent while no meeting is open. */
export function inHand(now: MeetingHand): void {
  hand = now
  if (open) sending.ask()
}

let listening: Promise<unknown> | undefined
export async function openMeeting(month: string, scheme: string | null): Promise<void> {
  listening ??= onMeetingClosed(() => (open = false))
  await listening
  if (hand) await client.takeInHand(hand)
  await client.openMeeting(month, scheme)
  open = true
}
