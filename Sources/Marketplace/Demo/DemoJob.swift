import Kernel
import Platform
import Store

/// A job of the demo, from its posting some time ago to what it is now.
struct DemoJob: Sendable {
    let customer: String
    let service: String
    let title: String
    let description: String
    let place: Coordinates
    /// How long ago it was posted.
    let age: Duration
    /// The provider who is asked alone.
    var provider: String?
    /// From the posting to the opening of the window, which stays open for nine days.
    var ahead = Duration.days(1)
    /// The moves, with the time since the posting.
    let steps: [(after: Duration, step: DemoStep)]

    func post(at site: Site, _ tx: borrowing Tx) throws -> Job {
        let call = site.call(as: try DemoCast.actor(customer, tx))
        let service: ID<Service>? = try tx.value("SELECT id FROM service WHERE name = \(service)")
        guard let service else { throw Problem(.notFound) }
        let from = (tx.now + ahead).onTheHour
        let wanted = NewJob(
            serviceId: service,
            title: Job.Title(unchecked: title),
            description: Job.Description(unchecked: description),
            point: place,
            address: Job.Address(unchecked: "12 Garden Street, second floor"),
            window: JobWindow(from: from, until: from + .days(9)),
            providerId: try provider.map { try DemoStep.provider($0, tx).id }
        )
        return try PostJob(wanted: wanted, call: call).run(tx)
    }
}
