#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

// `exp` and `log`, where Foundation is not needed for anything else.

func exponential(_ x: Double) -> Double { exp(x) }
func exponential(_ x: Float) -> Float { expf(x) }
func logarithm(_ x: Double) -> Double { log(x) }
func logarithm(_ x: Float) -> Float { logf(x) }
