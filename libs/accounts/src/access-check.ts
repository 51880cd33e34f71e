import { Injectable, type OnModuleInit } from '@nestjs/common';
import { PATH_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { ACCESS, type Access } from './decorators.js';

/** Lets no application start that has a route without a declaration of who may call it. */
@Injectable()
export class AccessCheck implements OnModuleInit {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
  ) {}

  onModuleInit(): void {
    const undeclared = this.handlers().filter(
      ({ targets }) => !this.reflector.getAllAndOverride<Access>(ACCESS, targets),
    );
    if (undeclared.length === 0) return;
    const names = undeclared.map(({ name }) => name).join(', ');
    throw new Error(`No access rule is declared for ${names}. Add @Public, @SignedIn, @Needs or @NeedsAny.`);
  }

  /** The methods of all controllers that answer a route. */
  private handlers() {
    return this.discovery.getControllers().flatMap(({ metatype }) => {
      if (!metatype) return [];
      const { name, prototype } = metatype as { name: string; prototype: Record<string, () => unknown> };
      return this.scanner
        .getAllMethodNames(prototype)
        .filter((method) => Reflect.hasMetadata(PATH_METADATA, prototype[method]!))
        .map((method) => ({ name: `${name}.${method}`, targets: [prototype[method]!, metatype] }));
    });
  }
}
