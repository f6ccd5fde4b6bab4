// Photos from a camera: made small enough for a street's network, and freed of where and when they were taken.

import { h } from './dom.js';
import { t } from './i18n.js';
import { camera } from './signs.js';

const longestSide = 1600;
const quality = 0.82;

/** A photo as a JPEG of at most 1,600 pixels; what a camera wrote beside the picture does not survive being drawn. */
export async function shrink(file) {
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' });
  const scale = Math.min(1, longestSide / Math.max(picture.width, picture.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error(t('photo.broken')))), 'image/jpeg', quality);
  });
}

/**
 * A button that takes photos, and what was taken. The browser's own field speaks the browser's language, so it is hidden
 * behind a label of ours.
 * @param {Blob[]} photos where they are put
 * @param {(words: string) => void} complain
 */
export function photoButton(photos, complain) {
  const strip = h('span', { class: 'strip' });
  const show = () => {
    strip.replaceChildren(...photos.map((photo, at) => {
      const address = URL.createObjectURL(photo);
      const image = h('img', { src: address, alt: t('photo.taken', { n: at + 1 }), onload: () => URL.revokeObjectURL(address) });
      const remove = () => {
        photos.splice(at, 1);
        show();
      };
      return h('span', { class: 'taken' }, image, h('button', { type: 'button', 'aria-label': t('photo.remove', { n: at + 1 }), onclick: remove }, '✕'));
    }));
  };
  const take = async (event) => {
    for (const file of event.target.files) {
      try {
        photos.push(await shrink(file));
      } catch {
        complain(t('photo.broken'));
      }
    }
    event.target.value = '';
    show();
  };
  show();
  return h(
    'div',
    { class: 'photos' },
    h('label', { class: 'camera' }, camera(), h('span', {}, t('photo.take')), h('input', { type: 'file', accept: 'image/*', capture: 'environment', onchange: take })),
    strip,
  );
}
