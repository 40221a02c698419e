import { barRarest, chooseMemory } from '../../src/detector/memory/recall';
import { nearestNeighbours } from '../../src/detector/memory/nearestNeighbours';
import { DEFAULT_METHOD } from '../../src/detector/settings';
import { layOutWindows } from '../../src/detector/grid/windows';
import { inTurn } from './inTurn';
import { type Cell, type Section, quantity, single } from './report';
import { seededRandom } from './seeded';
import { spreadOf } from './spread';

const POINTS = [1_000, 10_000, 50_000];
const WINDOW = 64;
const LATENT_SIZE = 16;
const ROUNDS = { least: 5, most: 15, budgetMs: 8_000 };

/** The search for alike windows alone, without the network. */
export const recallSection: Section = {
  name: 'recall',
  title: 'Recall from memory',
  async run(say, quick) {
    const sizes = quick ? POINTS.slice(0, 1) : POINTS;
    say(sizes.map((points) => points.toLocaleString('en-US')).join(', '));
    const searches = sizes.map(searchOf);
    const timings = await inTurn(searches, ROUNDS);
    const rows = searches.map(({ name, points, windows, remembered }): Cell[] => {
      const milliseconds = timings.get(name) ?? [];
      return [
        name,
        single(windows, 'count'),
        single(remembered, 'count'),
        quantity(milliseconds, 'ms'),
        single((spreadOf(milliseconds).median * 1000) / points, 'µs'),
      ];
    });
    return {
      tables: [
        {
          title: `Windows of ${WINDOW} points, latents of ${LATENT_SIZE} numbers, median (quartiles)`,
          columns: ['points', 'windows', 'in memory', 'recall', 'a point'],
          rows,
          notes: ['Both searches are counted: the one that finds what is rare, and the one without it.'],
        },
      ],
      goals: [],
    };
  },
};

function searchOf(points: number) {
  const { neighbours, capacity, rarestBarred } = DEFAULT_METHOD.recall;
  const layout = layOutWindows([{ start: 0, end: points, offset: 0 }], WINDOW);
  const windows = layout.starts.length;
  const random = seededRandom(points);
  // Latents of a cycle lie on a closed curve, with some noise around it.
  const latents = Float32Array.from({ length: windows * LATENT_SIZE }, (_, i) => {
    const phase = (2 * Math.PI * layout.offsets[Math.floor(i / LATENT_SIZE)]) / 48;
    return Math.sin(phase * (1 + (i % 4)) + (i % LATENT_SIZE)) + 0.2 * (random() - 0.5);
  });
  const memory = chooseMemory(layout, capacity);
  return {
    name: points.toLocaleString('en-US'),
    points,
    windows,
    remembered: memory.length,
    async run() {
      const first = nearestNeighbours({ values: latents, size: LATENT_SIZE }, layout, memory, neighbours);
      return nearestNeighbours(
        { values: latents, size: LATENT_SIZE },
        layout,
        barRarest(memory, first, rarestBarred),
        neighbours
      );
    },
  };
}
