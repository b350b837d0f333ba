//! Random numbers and logarithms with the same bits natively and in WebAssembly
//! (docs/method.md#sampling).
//!
//! The code uses integer operations and `+ - * /` on 64-bit floats only, which IEEE 754 rounds
//! the same way on every platform: no library functions, no fused multiply-add. Eight independent
//! streams run side by side in arrays, so that the compiler can use vector instructions.
//!
//! ```
//! use sampling::random::{Generator, log2};
//! assert_eq!(log2(0.125), -3.0);
//! let mut generator = Generator::new(1);
//! assert!(generator.gamma(4).iter().all(|&factor| factor > 0.0));
//! ```

use std::f64::consts::{LN_2, LOG2_E};

/// Number of samples that are drawn side by side.
pub const LANES: usize = 8;

/// One number per lane.
pub type Lanes = [f64; LANES];

/// The bits of 1.0: sign 0, exponent 1023, mantissa 0.
const ONE: u64 = 0x3ff0_0000_0000_0000;

/// `SplitMix64` (Steele, Lea & Flood 2014): a small generator, which also seeds [`Generator`]. The
/// field is its state; a new generator has the seed there.
#[derive(Clone, Debug)]
pub struct SplitMix(pub u64);

impl SplitMix {
    /// The next 64 random bits.
    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A uniform number from 0 (included) to 1 (excluded).
    #[expect(clippy::cast_precision_loss, reason = "a float holds 53 bits exactly")]
    pub fn unit(&mut self) -> f64 {
        (self.bits() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// A uniform index below `n`. The bias is below n / 2^64.
    ///
    /// # Panics
    ///
    /// If `n` is 0.
    pub fn below(&mut self, n: usize) -> usize {
        (self.bits() % n as u64) as usize
    }
}

/// `xoshiro256++` (Blackman & Vigna 2021) with one stream per lane, seeded by [`SplitMix`].
#[derive(Clone, Debug)]
pub struct Generator {
    state: [[u64; LANES]; 4],
}

impl Generator {
    /// A generator with this seed.
    pub fn new(seed: u64) -> Self {
        let mut seeds = SplitMix(seed);
        let mut state = [[0; LANES]; 4];
        for lane in 0..LANES {
            for word in &mut state {
                word[lane] = seeds.bits();
            }
        }
        Self { state }
    }

    /// The next 64 random bits of every lane.
    #[inline]
    pub fn bits(&mut self) -> [u64; LANES] {
        let [s0, s1, s2, s3] = &mut self.state;
        let mut bits = [0; LANES];
        for lane in 0..LANES {
            let (a, b, c, d) = (s0[lane], s1[lane], s2[lane], s3[lane]);
            bits[lane] = a.wrapping_add(d).rotate_left(23).wrapping_add(a);
            let (c, d) = (c ^ a, d ^ b);
            s0[lane] = a ^ d;
            s1[lane] = b ^ c;
            s2[lane] = c ^ (b << 17);
            s3[lane] = d.rotate_left(45);
        }
        bits
    }

    /// A uniform number above 0 and up to 1 for every lane, in steps of 2^-52.
    #[inline]
    pub fn unit(&mut self) -> Lanes {
        // 52 random bits as the mantissa of a number from 1 up to 2; the difference is exact.
        self.bits().map(|bits| 2.0 - f64::from_bits(bits >> 12 | ONE))
    }

    /// A Gamma(shape, 1/shape) number for every lane: mean 1, standard deviation 1/sqrt(shape).
    /// `shape` is at least 1.
    ///
    /// A Gamma number of a whole shape is a sum of `shape` exponential numbers, which is the
    /// negative logarithm of a product of `shape` uniform numbers.
    #[inline]
    pub fn gamma(&mut self, shape: u32) -> Lanes {
        /// Most factors of one product: (2^-52)^16 = 2^-832 is still a normal number.
        const FACTORS: u32 = 16;
        let mut sum = [0.0; LANES];
        let mut left = shape;
        while left > 0 {
            let factors = left.min(FACTORS);
            let mut product = self.unit();
            for _ in 1..factors {
                let unit = self.unit();
                for lane in 0..LANES {
                    product[lane] *= unit[lane];
                }
            }
            for lane in 0..LANES {
                sum[lane] -= ln(product[lane]);
            }
            left -= factors;
        }
        sum.map(|sum| sum / f64::from(shape))
    }
}

/// Natural logarithm of a positive normal number, with a relative error of at most 1e-15.
#[inline]
pub fn ln(x: f64) -> f64 {
    let (exponent, rest) = split(x);
    exponent * LN_2 + rest
}

/// Logarithm to base 2 of a positive normal number, with a relative error of at most 1e-15; exact
/// for powers of two.
#[inline]
pub fn log2(x: f64) -> f64 {
    let (exponent, rest) = split(x);
    exponent + rest * LOG2_E
}

/// Splits x = 2^k m, with m from sqrt(1/2) to sqrt(2), and returns (k, ln m).
///
/// ln m = 2 artanh(s) with s = (m - 1) / (m + 1), by its power series: |s| < 0.172, so that the
/// first term left out is below 2e-18 of the sum.
#[inline]
fn split(x: f64) -> (f64, f64) {
    /// Offset of the bits that makes the exponent change at sqrt(1/2) instead of 1.
    const SHIFT: u64 = ONE - 0x3fe6_a09e_667f_3bcd;
    /// The bits of 2^52. A whole number added to these bits is added to the value.
    const TWO_52: u64 = 0x4330_0000_0000_0000;
    let biased = (x.to_bits() + SHIFT) >> 52;
    let exponent = f64::from_bits(TWO_52 + biased) - (f64::from_bits(TWO_52) + 1023.0);
    let m = f64::from_bits(x.to_bits() + ONE - (biased << 52));
    let s = (m - 1.0) / (m + 1.0);
    let z = s * s;
    let mut sum = 1.0 / 23.0;
    for odd in [21.0, 19.0, 17.0, 15.0, 13.0, 11.0, 9.0, 7.0, 5.0, 3.0, 1.0] {
        sum = sum * z + 1.0 / odd;
    }
    (exponent, 2.0 * s * sum)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[expect(clippy::disallowed_methods, reason = "the reference is the standard library")]
    fn logarithms_match_the_standard_library() {
        let mut mix = SplitMix(7);
        for _ in 0..100_000 {
            // From 2^-1000 to 1, and close to 1, where the logarithm is small.
            let tiny = f64::from_bits((mix.bits() % 1000 + 24) << 52 | mix.bits() >> 12);
            for x in [tiny, mix.unit() + 0.5, 1.0 + mix.unit() * 1e-6, 1.0 - mix.unit() * 1e-9] {
                assert!((ln(x) - x.ln()).abs() <= 1e-15 * x.ln().abs(), "ln {x:e}");
                assert!((log2(x) - x.log2()).abs() <= 1e-15 * x.log2().abs(), "log2 {x:e}");
            }
        }
        let exact = [log2(1.0), log2(8.0), log2(f64::MIN_POSITIVE)].map(f64::to_bits);
        assert_eq!(exact, [0.0_f64, 3.0, -1022.0].map(f64::to_bits));
    }

    /// The first numbers of the authors' reference implementation for the state 1, 2, 3, 4.
    #[test]
    fn every_lane_gives_the_published_numbers() {
        let mut generator = Generator { state: [1, 2, 3, 4].map(|word| [word; LANES]) };
        let published = [41_943_041, 58_720_359, 3_588_806_011_781_223];
        for number in published {
            assert_eq!(generator.bits(), [number; LANES]);
        }
    }

    #[test]
    fn lanes_are_independent_streams() {
        let mut generator = Generator::new(1);
        let first = generator.bits();
        for (lane, bits) in first.iter().enumerate() {
            assert!(!first[..lane].contains(bits));
        }
    }

    #[test]
    fn gamma_numbers_have_mean_1_and_variance_1_over_shape() {
        for shape in [1, 4, 40] {
            let mut generator = Generator::new(1);
            let numbers: Vec<f64> = (0..25_000).flat_map(|_| generator.gamma(shape)).collect();
            let n = 200_000.0;
            let mean = numbers.iter().sum::<f64>() / n;
            let variance = numbers.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / n;
            assert!((mean - 1.0).abs() < 0.01, "mean {mean} at shape {shape}");
            let ratio = variance * f64::from(shape);
            assert!((ratio - 1.0).abs() < 0.03, "variance {variance} at shape {shape}");
        }
    }
}
