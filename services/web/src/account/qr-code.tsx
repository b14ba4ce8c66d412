import { encode } from 'uqr'

/** A QR code as a drawing of the page itself: no picture is fetched, nothing leaves the browser. */
export const QrCode = ({ content, label }: { content: string; label: string }) => {
  const { size, data } = encode(content, { border: 4 })
  const squares = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])))
  return (
    <svg class="qr-code" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label}>
      <path d={squares.join('')} />
    </svg>
  )
}
