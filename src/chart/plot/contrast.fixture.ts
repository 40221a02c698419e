/** Red, green and blue from 0 to 255, and alpha from 0 to 1. */
function channels(color: string): number[] {
  if (color.startsWith('#')) {
    const hex = color.length === 4 ? color.replace(/[^#]/g, '$&$&') : color;
    const alpha = hex.length === 9 ? parseInt(hex.slice(7), 16) / 255 : 1;
    return [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16)).concat(alpha);
  }
  const [red, green, blue, alpha = 1] = (color.match(/[\d.]+/g) ?? []).map(Number);
  return [red, green, blue, alpha];
}

/** WCAG 2.2, relative luminance of red, green and blue. */
function luminance(rgb: readonly number[]): number {
  const [red, green, blue] = rgb.map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** WCAG 2.2, contrast ratio of a CSS colour, which may be translucent. */
export function contrast(color: string, ground: string): number {
  const [under, over] = [channels(ground), channels(color)];
  const seen = over.slice(0, 3).map((channel, index) => over[3] * channel + (1 - over[3]) * under[index]);
  const [less, more] = [luminance(seen), luminance(under)].sort((a, b) => a - b);
  return (more + 0.05) / (less + 0.05);
}
