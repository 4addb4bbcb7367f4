import type { Colour } from './colour-order.ts';
import { distinctLevels } from './preprocess.ts';
import type { Preprocessing } from './preprocessing.ts';
import { type PresetName, presets } from './presets.ts';
import type { ElementType } from './tensor-format.ts';

/** Pixel values from 0 to 255, or from 0 to 1. */
export type ValueRange = 'byte' | 'unit';

/** What a model is seen to do with its input first, and so which pixel values it is made for. */
export interface OwnNormalisation {
  /** Pixel values that the model takes. */
  readonly range: ValueRange;
  /** Constants that normalise and nothing else; otherwise a layer of the network may look the same. */
  readonly certain: boolean;
  /** The nodes, such as `Sub 0.485, 0.456, 0.406 · Div 0.229, 0.224, 0.225`. */
  readonly nodes: string;
}

interface ValuesContext {
  readonly type: ElementType;
  /** Null where the model shows none. */
  readonly own: OwnNormalisation | null;
}

/** Something wrong with scale, mean, std and colour together. */
export type ValueFinding =
  /** Not what anybody means. */
  | { readonly kind: 'contradiction'; readonly reason: string; readonly meant: string }
  /** Hardly ever meant. */
  | { readonly kind: 'unusual'; readonly reason: string; readonly meant: string }
  /** The model would normalise what is normalised already. */
  | { readonly kind: 'twice'; readonly own: OwnNormalisation }
  /** Of the 256 levels that a uint8 model takes, the number that stay apart. */
  | { readonly kind: 'levels'; readonly levels: number };

type Values = Pick<Preprocessing, 'colour' | 'scale' | 'mean' | 'std'>;

const white = 255;
/** Fewer and the pixels are most likely scaled to 0 … 1 for a model that takes bytes. */
const minLevels = 16;
/** Means of ImageNet's channels in pixels: red, green, blue. Torchvision, Caffe and OpenCV agree to 0.4. */
const imagenetPixels = [123.675, 116.5, 103.73];

/** At most four digits, without trailing zeros. */
const short = (value: number): string => String(Number(value.toPrecision(4)));
const list = (values: readonly number[]): string => values.map(short).join(', ');
const scaleName = (scale: number): string => {
  const divisor = 1 / scale;
  const whole = Math.round(divisor * 2) / 2;
  return Math.abs(divisor) > 1.5 && Math.abs(divisor - whole) < 1e-6 * Math.abs(divisor)
    ? `1/${whole}`
    : short(scale);
};

interface Channel {
  /** Of black and white. */
  readonly ends: readonly [number, number];
  /** Between black and white. */
  readonly span: number;
  /** The pixel that becomes 0. */
  readonly zero: number;
}

const channelsOf = ({ scale, mean, std }: Values): Channel[] =>
  mean.map((value, index) => {
    const deviation = std[index] ?? 1;
    return {
      ends: [(0 - value) / deviation, (white * scale - value) / deviation],
      span: Math.abs((white * scale) / deviation),
      zero: value / scale,
    };
  });

const contradiction = (reason: string, meant: string): ValueFinding => ({
  kind: 'contradiction',
  reason,
  meant,
});
const unusual = (reason: string, meant: string): ValueFinding => ({ kind: 'unusual', reason, meant });

const isImagenet = (pixels: readonly number[], order: readonly number[]): boolean =>
  pixels.length === order.length && pixels.every((value, at) => Math.abs(value - (order[at] ?? 0)) < 1);

/** Means in the other order than the channels. */
function wrongOrder({ colour, scale, mean }: Values): ValueFinding | null {
  const pixels = mean.map((value) => value / scale);
  const isRgb = isImagenet(pixels, imagenetPixels);
  const isBgr = isImagenet(pixels, imagenetPixels.toReversed());
  const turned = (order: string, other: Colour) =>
    contradiction(
      `mean ${list(mean)} is in the order ${order}, but the colour is ${colour.toUpperCase()}`,
      `colour ${other.toUpperCase()}, or mean ${list(mean.toReversed())} with std in the same order`,
    );
  if (isBgr && colour === 'rgb') return turned('blue, green, red', 'bgr');
  if (isRgb && colour === 'bgr') return turned('red, green, blue', 'rgb');
  return null;
}

const meansOfPixels = (values: readonly number[]) =>
  values.every((value) => value > 1 && value <= white) && values.some((value) => value > 4);
const inUnit = (values: readonly number[]) => values.every((value) => value > 0 && value < 1);

/** Mean or std on another scale than the pixels are brought to. */
function wrongScale(values: Values): ValueFinding | null {
  const { scale, mean, std } = values;
  const brings = `scale ${scaleName(scale)} brings pixels to ${scale > 0 ? `0 … ${short(white * scale)}` : `${short(white * scale)} … 0`}`;
  const small = Math.abs(white * scale) <= 8;
  const farMean = channelsOf(values).some(({ zero }) => zero < -white || zero > 2 * white);
  const one = std.every((value) => value === 1);
  if (farMean) {
    const rescaled = `mean ${list(mean.map((value) => value * scale))}${
      meansOfPixels(std) ? ` and std ${list(std.map((value) => value * scale))}` : ''
    }`;
    return contradiction(
      `${brings}, far from mean ${list(mean)}`,
      meansOfPixels(mean) && small
        ? `scale 1 with these values, or scale ${scaleName(scale)} with ${rescaled}`
        : 'a mean within the range of the scaled pixels',
    );
  }
  if (small && meansOfPixels(std)) {
    return contradiction(
      `${brings}, but std ${list(std)} is a deviation of pixels from 0 to 255`,
      `std ${list(std.map((value) => value * scale))}`,
    );
  }
  if (Math.abs(scale) < 0.5) return null;
  if (inUnit(mean) && std.every((value) => value <= 1)) {
    return contradiction(
      `${brings}, but mean ${list(mean)}${one ? '' : ` and std ${list(std)}`} are for pixels from 0 to 1`,
      `scale 1/255, or mean ${list(mean.map((value) => value * white))}${
        one ? '' : ` and std ${list(std.map((value) => value * white))}`
      }`,
    );
  }
  if (std.every((value) => value > 0 && value <= 0.5)) {
    return contradiction(
      `${brings}, but std ${list(std)} is for pixels from 0 to 1`,
      `scale 1/255, or std ${list(std.map((value) => value * white))}`,
    );
  }
  return null;
}

/** An input range that no encoder is trained with. */
function wrongRange(values: Values): ValueFinding | null {
  const channels = channelsOf(values);
  const bounds = channels.flatMap(({ ends }) => ends);
  const reason = `it turns pixels into values from ${short(Math.min(...bounds))} to ${short(Math.max(...bounds))}`;
  const spans = channels.map(({ span }) => span);
  const least = Math.min(...spans);
  const most = Math.max(...spans);
  const meant =
    'values that the encoder was trained with, such as 0 … 1, −1 … 1, 0 … 255 or about −2.1 … 2.6';
  if (least < 0.05 || most > 1000) return contradiction(reason, meant);
  if (most > 4 * least) return unusual(`${reason}, very differently by channel`, meant);
  if (least < 0.5 || most > 300 || (most > 40 && least < 100)) return unusual(reason, meant);
  if (channels.some(({ zero }) => zero < -16 || zero > white + 16)) return unusual(reason, meant);
  if (channels.some(({ ends: [black, light] }) => light < black)) {
    return unusual('it inverts the images: white gets smaller values than black', 'a positive scale and std');
  }
  return null;
}

/** Numbers of one family of networks with the colours of another. */
function wrongFamily({ colour, scale, mean, std }: Values): ValueFinding | null {
  const pixels = mean.map((value) => value / scale);
  if (colour === 'rgb' && scale === 1 && std.every((value) => value === 1)) {
    return isImagenet(pixels, imagenetPixels)
      ? unusual(`mean ${list(mean)} without std is Caffe’s, whose networks take BGR`, 'colour BGR')
      : null;
  }
  const [grey = 0] = pixels;
  return colour === 'grey' && imagenetPixels.some((value) => Math.abs(value - grey) < 0.5)
    ? unusual(
        `mean ${list(mean)} is that of one colour of ImageNet, but the images are grey`,
        'the mean and std of the grey images that the encoder was trained with',
      )
    : null;
}

/** A preset with colours that it is not made for: BGR’s means on RGB. */
export function checkPreset(name: PresetName, colour: Colour): ValueFinding | null {
  const colours: readonly Colour[] = presets[name].colours;
  if (name !== 'caffe' || colours.includes(colour)) return null;
  return contradiction(
    `the preset ${name} is for BGR images, but the colour is ${colour === 'grey' ? 'grey' : colour.toUpperCase()}`,
    'colour BGR',
  );
}

/** Whether pixels arrive in a range, give or take 5% of it. */
const arrivesIn = (values: Values, range: ValueRange): boolean => {
  const top = range === 'byte' ? white : 1;
  return channelsOf(values).every(
    ({ ends: [black, light] }) => Math.abs(black) <= top / 20 && Math.abs(light - top) <= top / 20,
  );
};

/**
 * What is wrong with the values that a preprocessing gives pixels, the worst first: by themselves, and for a model
 * as far as it is known. The command, the API and the form all decide by this function.
 */
export function checkValues(values: Preprocessing, { type, own }: ValuesContext): readonly ValueFinding[] {
  const findings: (ValueFinding | null)[] = [];
  const levels = type === 'uint8' ? distinctLevels(values, type) : 256;
  if (levels < minLevels) return [{ kind: 'levels', levels }];
  const wrong = wrongOrder(values) ?? wrongScale(values);
  findings.push(wrong ?? wrongRange(values));
  if (wrong === null) findings.push(wrongFamily(values));
  if (levels < 256) {
    findings.push(
      unusual(
        `the model takes integers from 0 to 255, and only ${levels} of 256 levels stay apart`,
        'pixel values 0 to 255: scale 1, mean 0, std 1',
      ),
    );
  }
  if (own !== null && !arrivesIn(values, own.range)) {
    findings.push({ kind: 'twice', own });
  }
  const found = findings.filter((finding) => finding !== null);
  return [...found.filter(isRefused), ...found.filter((finding) => !isRefused(finding))];
}

/** Whether a finding refuses the preprocessing; otherwise it is a warning. */
export const isRefused = (finding: ValueFinding): boolean =>
  finding.kind === 'contradiction' ||
  finding.kind === 'levels' ||
  (finding.kind === 'twice' && finding.own.certain);
