import { askingFr } from './messages.fr.ts'
import type { AskingMessages } from './messages.fr.ts'

export const askingEn: AskingMessages = askingFr
