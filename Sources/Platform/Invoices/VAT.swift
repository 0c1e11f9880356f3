import Kernel

/// The tax within an amount or on top of it, rounded half up to the cent.
package enum VAT {
    /// Splits a price that includes the tax: 700.00 at 22 % are 573.77 and 126.23.
    package static func within(gross: Cents, at rate: Percent) -> (net: Int64, tax: Int64) {
        let divisor = 10_000 + Int64(rate.value)
        let net = (gross.value * 10_000 * 2 + divisor) / (divisor * 2)
        return (net, gross.value - net)
    }

    /// The tax on top of a net price: 299.25 at 10 % are 29.93.
    package static func onTop(of net: Cents, at rate: Percent) -> Cents {
        net.part(rate)
    }
}
