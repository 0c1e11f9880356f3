/// The price of one unit of a service.
enum UnitPrice {
    /// The amount; of work by the hour that of 60 minutes, halves up.
    static func of(_ amount: Int64, minutes: Int, per unit: Service.Unit) -> Int64 {
        guard unit == .hour, minutes > 0 else { return amount }
        return (amount * 120 + Int64(minutes)) / (2 * Int64(minutes))
    }
}
