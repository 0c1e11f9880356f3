import Kernel
import Platform
import Store

extension Provider {
    /// The calendar of the provider, made when there is none yet.
    func calendar(_ tx: borrowing Tx) throws -> BookingResource {
        if let calendar = try BookingResource.find(of: account, tx) { return calendar }
        let zone = try Region.find(region, tx).zone
        return try BookingResource.open(for: account, in: zone, keepsOfficeDays: false, tx)
    }
}
