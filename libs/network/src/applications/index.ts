import { InvalidInput } from '#graft/problems';
import type { Topology } from '../graph.js';
import { buildTopology, type Application, type ApplicationOptions } from './application.js';
import { denseNets } from './densenet.js';
import { efficientNetLites } from './efficientnet-lite.js';
import { efficientNets } from './efficientnet.js';
import { inceptionResNetV2 } from './inception-resnet-v2.js';
import { inceptionV3 } from './inception-v3.js';
import { mobileNetV2 } from './mobilenet-v2.js';
import { mobileNetsV3 } from './mobilenet-v3.js';
import { mobileNet } from './mobilenet.js';
import { resNets } from './resnet.js';
import { squeezeNet } from './squeezenet.js';
import { vggs } from './vgg.js';
import { xception } from './xception.js';

export type { Application, ApplicationOptions } from './application.js';

/** Architectures that can be built by name, for weight files that come without one. */
export const applications: readonly Application[] = [
  mobileNet,
  mobileNetV2,
  ...mobileNetsV3,
  ...vggs,
  ...resNets,
  inceptionV3,
  inceptionResNetV2,
  xception,
  ...denseNets,
  ...efficientNets,
  ...efficientNetLites,
  squeezeNet,
];

/** @throws InvalidInput listing the names there are */
export function applicationNamed(name: string): Application {
  const found = applications.find((application) => application.name.toLowerCase() === name.toLowerCase());
  if (found) return found;
  const names = applications.map((application) => application.name);
  throw new InvalidInput(`The application "${name}" is unknown.`, {
    where: 'application',
    received: name,
    accepted: names,
  });
}

/** @throws InvalidInput on an unknown name, or options that the architecture does not offer */
export function buildApplication(name: string, options: ApplicationOptions = {}): Topology {
  return buildTopology(applicationNamed(name), options);
}
