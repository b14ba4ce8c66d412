import { trackingFr } from './messages.fr.ts'
import type { TrackingMessages } from './messages.fr.ts'

export const trackingEn: TrackingMessages = trackingFr
