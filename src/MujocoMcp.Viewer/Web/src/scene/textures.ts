import * as THREE from "three";
import type { TextureAsset } from "../net/assets.ts";

export const TextureKind = { flat: 0, cube: 1, sky: 2 } as const;

function withAlpha(rgb: Uint8Array, channels: number): Uint8Array<ArrayBuffer> {
  if (channels === 4) return new Uint8Array(rgb);
  const pixels = rgb.length / 3;
  const rgba = new Uint8Array(4 * pixels);
  for (let i = 0; i < pixels; i++) {
    rgba[4 * i] = rgb[3 * i]!;
    rgba[4 * i + 1] = rgb[3 * i + 1]!;
    rgba[4 * i + 2] = rgb[3 * i + 2]!;
    rgba[4 * i + 3] = 255;
  }
  return rgba;
}

function face(pixels: Uint8Array, channels: number, width: number, height: number): THREE.DataTexture {
  const texture = new THREE.DataTexture(withAlpha(pixels, channels), width, height, THREE.RGBAFormat);
  texture.magFilter = THREE.LinearFilter;
  texture.minFilter = THREE.LinearMipmapLinearFilter;
  texture.generateMipmaps = true;
  texture.needsUpdate = true;
  return texture;
}

/** The six faces lie one below the other (+x -x +y -y +z -z); a square texture is the same on every side. */
function cube(data: TextureAsset): THREE.CubeTexture {
  const edge = data.width;
  const faceBytes = data.channels * edge * edge;
  const faces = Array.from({ length: 6 }, (_, side) => {
    const start = data.height >= 6 * edge ? side * faceBytes : 0;
    return face(data.pixels.subarray(start, start + faceBytes), data.channels, edge, edge);
  });
  const texture = new THREE.CubeTexture(faces);
  texture.format = THREE.RGBAFormat;
  texture.magFilter = THREE.LinearFilter;
  texture.minFilter = THREE.LinearMipmapLinearFilter;
  texture.generateMipmaps = true;
  texture.needsUpdate = true;
  return texture;
}

function flat(data: TextureAsset): THREE.Texture {
  const texture = face(data.pixels, data.channels, data.width, data.height);
  texture.wrapS = texture.wrapT = THREE.RepeatWrapping;
  texture.anisotropy = 8;
  return texture;
}

export function makeTexture(data: TextureAsset): THREE.Texture {
  return data.kind === TextureKind.flat ? flat(data) : cube(data);
}

/** A flat texture, laid over a shape as MuJoCo does: mapped by x and y, y downwards. */
export function laid(texture: THREE.Texture, scaleX: number, scaleY: number): THREE.Texture {
  const copy = texture.clone(); // shares the pixels
  copy.repeat.set(0.5 * scaleX, -0.5 * scaleY);
  copy.offset.set(-0.5, -0.5);
  copy.needsUpdate = true;
  return copy;
}
