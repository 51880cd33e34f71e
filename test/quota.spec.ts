import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Service } from './support/service.js';
import { smallModel, somePictures } from './support/shared.js';

describe('a quota', () => {
  let service: Service;
  beforeAll(async () => void (service = await Service.start({ GRAFT_QUOTA_BYTES: '300000', GRAFT_STARTER: 'false' })));
  afterAll(() => service.dispose());

  it('stops a model that does not fit, and leaves nothing of it', async () => {
    const { code, stderr } = await service.graft('import', await smallModel(), '--name', 'owner/large');
    expect([code, stderr.trim().split('\n').at(-1)]).toEqual([1, expect.stringMatching(/^graft: .*quota is 300000/)]);
    expect((await service.fetch('/api/v1/models/owner/large')).status).toBe(404);
  });

  it('stops a data set that does not fit', async () => {
    const { code, stderr } = await service.graft('dataset', 'create', 'large', await somePictures(48));
    expect([code, stderr.trim().split('\n').at(-1)]).toEqual([1, expect.stringMatching(/^graft: .*quota/)]);
    expect((await service.fetch('/api/v1/datasets/owner/large')).status).toBe(404);
  });
});
