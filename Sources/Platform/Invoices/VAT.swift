import Kernel

/// How much of an amount is tax, rounded half up to the cent.
package enum VAT {
    /// What is in a price that includes it: 700.00 at 22 % are 573.77 and 126.23.
    package static func within(gross: Cents, at rate: Percent) -> (net: Int64, tax: Int64) {
        let divisor = 10_000 + Int64(rate.value)
        let net = (gross.value * 10_000 * 2 + divisor) / (divisor * 2)
        return (net, gross.value - net)
    }

    /// What comes on top of a price without it: 299.25 at 10 % are 29.93.
    package static func onTop(of net: Cents, at rate: Percent) -> Cents {
        net.part(rate)
    }
}
