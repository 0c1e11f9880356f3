import Kernel
import Platform
import Store
import Web

/// The working time of a provider over some days.
struct AvailabilityView: View {
    /// The time zone of hours and days.
    var zone: Zone
    /// The first of the days.
    var from: CivilDate
    /// The last of the days.
    var until: CivilDate
    /// The hours of an ordinary week.
    var hours: [HoursLine]
    /// The days among them whose hours differ.
    var exceptions: [ExceptionView]
    /// The free time, in order: the hours without the bookings, from now on.
    var free: [FreeSpan]

    /// A day whose hours differ.
    struct ExceptionView: Codable, Sendable {
        /// The date that differs from the weekly hours, in the zone of the provider's region.
        var day: CivilDate
        var kind: HoursException.Kind
        /// The beginning of the part of the day.
        var from: LocalTime
        /// Its end; `00:00` is the end of the day.
        var until: LocalTime

        init(_ exception: HoursException) {
            day = exception.day
            kind = exception.kind
            from = exception.span.start
            until = exception.span.end
        }
    }

    /// A time without bookings.
    struct FreeSpan: Codable, Sendable {
        /// Its beginning.
        var from: Instant
        /// Its end.
        var until: Instant
    }

    static func of(
        _ provider: Provider,
        from first: CivilDate,
        until last: CivilDate,
        _ tx: borrowing Tx
    ) throws -> AvailabilityView {
        let zone = try Region.find(provider.region, tx).zone
        let resource = try BookingResource.find(of: provider.account, tx)
        let free = try FreeTime.read(of: [resource].compactMap(\.self), from: first, through: last, tx)
        return AvailabilityView(
            zone: zone,
            from: first,
            until: last,
            hours: try resource.map { try WeeklyHours.find(of: $0.id, tx).written } ?? [],
            exceptions: try HoursException.list(of: provider.account, from: first, through: last, tx)
                .map(ExceptionView.init),
            free: resource.flatMap { free[$0.id] }?.map {
                FreeSpan(from: $0.lowerBound, until: $0.upperBound)
            } ?? []
        )
    }
}
