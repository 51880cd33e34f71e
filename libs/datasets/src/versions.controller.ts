import { Controller, Get, Header, Param, Query, Req, Res, StreamableFile, UseInterceptors } from '@nestjs/common';
import { ApiOkResponse, ApiParam, ApiProduces, ApiTags } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsString, Max, Min } from 'class-validator';
import type { Request, Response } from 'express';
import { type Caller, CurrentCaller, LinkNext, pageOf, Public } from '#graft/accounts';
import { Asks, CurrentVisitor, type Visitor } from '#graft/admission';
import { MAX_INTEGER } from '#graft/database';
import { blobContent, BlobStore, type Digest, sendContent } from '#graft/storage';
import {
  DatasetVersionResponse,
  ItemPage,
  ItemResponse,
  ItemsQuery,
  LabelsResponse,
  FileProblemPage,
  FileProblemResponse,
  ProblemsQuery,
  ThumbnailQuery,
} from './datasets.dto.js';
import { Datasets } from './datasets.js';
import { Pictures } from './pictures.js';
import { parseVersion } from './references.js';

/** Where a version is found: its data set, and a number or `latest`. */
class VersionPath {
  @IsString()
  owner: string;
  @IsString()
  name: string;
  @IsString()
  version: string;
}

class ItemPath extends VersionPath {
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(MAX_INTEGER)
  position: number;
}

/** The content of a version never changes, so browsers may cache it. */
const KEEP = 'private, max-age=31536000, immutable';

@ApiTags('data sets')
@ApiParam({ name: 'owner' })
@ApiParam({ name: 'name' })
@ApiParam({ name: 'version', description: 'A number, or `latest`.' })
@Public()
@Controller('datasets/:owner/:name/versions/:version')
export class DatasetVersionsController {
  constructor(
    private readonly datasets: Datasets,
    private readonly blobs: BlobStore,
    private readonly pictures: Pictures,
  ) {}

  @Get()
  @ApiOkResponse({ type: DatasetVersionResponse })
  async show(@Param() path: VersionPath, @CurrentCaller() caller: Caller | null): Promise<DatasetVersionResponse> {
    return DatasetVersionResponse.of(await this.version(path, caller));
  }

  @Get('labels')
  @ApiOkResponse({ type: LabelsResponse })
  async labels(@Param() path: VersionPath, @CurrentCaller() caller: Caller | null): Promise<LabelsResponse> {
    return { items: await this.datasets.labelCounts(await this.version(path, caller)) };
  }

  @Get('items')
  @UseInterceptors(LinkNext)
  @ApiOkResponse({ type: ItemPage })
  async items(
    @Param() path: VersionPath,
    @Query() query: ItemsQuery,
    @CurrentCaller() caller: Caller | null,
  ): Promise<ItemPage> {
    const { id, number } = await this.version(path, caller);
    const base = `/api/v1/datasets/${path.owner}/${path.name}/versions/${number}`;
    return pageOf(
      await this.datasets.itemsPart(id, query),
      query.limit,
      ({ position }) => String(position),
      (item) => ItemResponse.of(item, base),
    );
  }

  @Get('problems')
  @UseInterceptors(LinkNext)
  @ApiOkResponse({
    type: FileProblemPage,
    description: 'Files that were left out, or kept and should be checked, with the reason',
  })
  async problems(
    @Param() path: VersionPath,
    @Query() query: ProblemsQuery,
    @CurrentCaller() caller: Caller | null,
  ): Promise<FileProblemPage> {
    const { id } = await this.version(path, caller);
    return pageOf(
      await this.datasets.problemsPart(id, query),
      query.limit,
      ({ name }) => name,
      (problem) => FileProblemResponse.of(problem),
    );
  }

  @Get('items/:position/image')
  @ApiProduces('image/*')
  async image(
    @Param() path: ItemPath,
    @CurrentCaller() caller: Caller | null,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const { digest, format, bytes } = await this.item(path, caller);
    const blob = { digest: digest as Digest, size: bytes };
    const content = blobContent(this.blobs, blob, `image/${format}`, { immutable: true });
    await sendContent(request, response, content, 'private', { anyOrigin: false });
  }

  @Get('items/:position/thumbnail')
  @Asks('pictures')
  @Header('Cache-Control', KEEP)
  @ApiProduces('image/webp')
  async thumbnail(
    @Param() path: ItemPath,
    @Query() { size }: ThumbnailQuery,
    @CurrentCaller() caller: Caller | null,
    @CurrentVisitor() visitor: Visitor,
  ): Promise<StreamableFile> {
    const { digest } = await this.item(path, caller);
    return new StreamableFile(await this.pictures.thumbnail(visitor, digest as Digest, size), { type: 'image/webp' });
  }

  private version({ owner, name, version }: VersionPath, caller: Caller | null) {
    return this.datasets.version(owner, name, parseVersion(version), caller);
  }

  private async item(path: ItemPath, caller: Caller | null) {
    return this.datasets.item((await this.version(path, caller)).id, path.position);
  }
}
