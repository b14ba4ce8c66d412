/** One bar: its name, how long it is, and what is written at its end. */
export interface Bar {
  readonly label: string
  readonly value: number
  readonly words: string
  /** Hatched, not full: told apart without colours. */
  readonly hatched?: boolean
}

const row = 46
// As wide as a phone: words are drawn at their own size there, and a little larger on a screen.
const width = 340
const longest = 270

/** What hatched parts are filled with. */
const Hatching = ({ id }: { id: string }) => (
  <defs>
    <pattern id={`${id}-hachures`} width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
      <rect class="chart-ground" width="8" height="8" />
      <rect class="chart-line" width="4" height="8" />
    </pattern>
  </defs>
)

/** Bars one under the other, each with its name and its value; drawn on the server, read aloud as an image with its words. */
export const BarChart = ({
  id,
  title,
  description,
  bars,
}: {
  id: string
  title: string
  description: string
  bars: readonly Bar[]
}) => {
  const most = Math.max(1, ...bars.map(({ value }) => value))
  return (
    <svg
      class="chart"
      role="img"
      aria-labelledby={`${id}-titre ${id}-texte`}
      viewBox={`0 0 ${width} ${bars.length * row + 4}`}
    >
      <title id={`${id}-titre`}>{title}</title>
      <desc id={`${id}-texte`}>{description}</desc>
      <Hatching id={id} />
      {bars.map(({ label, value, words, hatched = false }, place) => {
        const length = (value / most) * longest
        return (
          <g key={label} transform={`translate(2 ${place * row})`}>
            <text class="chart-words" x="0" y="16">
              {label}
            </text>
            {value > 0 && (
              <rect
                class={hatched ? 'chart-bar chart-hatched' : 'chart-bar'}
                x="0"
                y="22"
                width={Math.max(length, 2).toFixed(1)}
                height="18"
                {...(hatched ? { fill: `url(#${id}-hachures)` } : {})}
              />
            )}
            <text class="chart-words chart-value" x={value > 0 ? (Math.max(length, 2) + 8).toFixed(1) : '0'} y="36">
              {words}
            </text>
          </g>
        )
      })}
    </svg>
  )
}

/** One column: its name, what of it is full, and what is hatched on top. */
export interface StackedColumn {
  readonly label: string
  readonly full: number
  readonly hatched: number
}

const ground = 150
const tallest = 120

/** Columns side by side, each full below and hatched above; drawn on the server, read aloud as an image with its words. */
export const ColumnChart = ({
  id,
  title,
  description,
  columns,
}: {
  id: string
  title: string
  description: string
  columns: readonly StackedColumn[]
}) => {
  const most = Math.max(1, ...columns.map(({ full, hatched }) => full + hatched))
  const step = (width - 4) / Math.max(columns.length, 6)
  const tall = (value: number): number => (value / most) * tallest
  return (
    <svg class="chart" role="img" aria-labelledby={`${id}-titre ${id}-texte`} viewBox={`0 0 ${width} ${ground + 24}`}>
      <title id={`${id}-titre`}>{title}</title>
      <desc id={`${id}-texte`}>{description}</desc>
      <Hatching id={id} />
      {columns.map(({ label, full, hatched }, place) => (
        <g key={label} transform={`translate(${(2 + place * step).toFixed(1)} 0)`}>
          {full > 0 && (
            <rect
              class="chart-bar"
              x="2"
              y={(ground - tall(full)).toFixed(1)}
              width={(step - 4).toFixed(1)}
              height={tall(full).toFixed(1)}
            />
          )}
          {hatched > 0 && (
            <rect
              class="chart-bar chart-hatched"
              x="2"
              y={(ground - tall(full) - tall(hatched)).toFixed(1)}
              width={(step - 4).toFixed(1)}
              height={tall(hatched).toFixed(1)}
              fill={`url(#${id}-hachures)`}
            />
          )}
          <text class="chart-words chart-month" x={(step / 2).toFixed(1)} y={ground + 18} text-anchor="middle">
            {label}
          </text>
        </g>
      ))}
      <line class="chart-bar" x1="0" x2={width} y1={ground} y2={ground} />
    </svg>
  )
}
