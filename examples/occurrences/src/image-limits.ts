/** A list, or an export, shows one image per occurrence, whatever was captured. */
export const imagesInList = 1;

/** More than any burst of a camera has. */
export const imagesInDetail = 100;
