import { createTheme } from '@grafana/data';
import { SEVERITIES } from '../../detector/report/severity';
import { contrast } from '../plot/contrast.fixture';
import { SEVERITY_SHAPES, severityColor, severityPath } from './severity';

type Rgb = [number, number, number];

/** Machado, Oliveira and Fernandes 2009, severity 1.0, for linear RGB. */
const VISIONS = {
  usual: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
};

/** IEC 61966-2-1. */
function linear(hex: string): Rgb {
  const channel = (from: number) => {
    const share = parseInt(hex.slice(from, from + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  return [channel(1), channel(3), channel(5)];
}

/** CIE 1976 L*a*b* under D65. */
function lab([r, g, b]: Rgb): Rgb {
  const f = (t: number) => (t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116);
  const x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047);
  const y = f(0.2126 * r + 0.7152 * g + 0.0722 * b);
  const z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

function seenBy(matrix: number[][], color: Rgb): Rgb {
  const [r, g, b] = matrix.map((row) =>
    Math.min(
      1,
      Math.max(
        0,
        row.reduce((sum, weight, channel) => sum + weight * color[channel], 0)
      )
    )
  );
  return lab([r, g, b]);
}

const pairs = SEVERITIES.flatMap((one, index) => SEVERITIES.slice(index + 1).map((other) => [one, other] as const));

describe.each(['dark', 'light'] as const)('on the %s theme', (mode) => {
  const theme = createTheme({ colors: { mode } });

  test.each(SEVERITIES)('%s has a contrast of 3 to 1', (severity) => {
    expect(contrast(severityColor(severity, theme), theme.colors.background.primary)).toBeGreaterThanOrEqual(3);
  });

  test.each(Object.entries(VISIONS))('all levels look different with %s vision', (_, matrix) => {
    const color = (severity: (typeof SEVERITIES)[number]) => seenBy(matrix, linear(severityColor(severity, theme)));
    for (const [one, other] of pairs) {
      const distance = Math.hypot(...color(one).map((channel, index) => channel - color(other)[index]));
      // A difference of 2.3 is just noticeable (Mahy et al. 1994); glyphs of ten pixels need several times that.
      expect({ one, other, distance: distance > 20 }).toEqual({ one, other, distance: true });
    }
  });
});

test('the levels differ by shape alone', () => {
  expect(new Set(SEVERITIES.map(severityPath)).size).toBe(4);
  expect(SEVERITIES.map((severity) => SEVERITY_SHAPES[severity].length)).toEqual([1, 2, 3, 2]);
});
