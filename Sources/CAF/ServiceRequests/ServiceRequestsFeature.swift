import Kernel
import Platform

extension Feature {
    static let serviceRequests = Feature(
        routes: ServiceRequests.routes + RequestHandling.routes,
        migrations: serviceRequestMigrations,
        lateMigrations: [requestNumbers],
        lifecycles: [ServiceRequest.lifecycle.table(named: ServiceRequest.kind)],
        jobs: [MarkOverdueRequests.self],
        schedules: [Every("caf.note_overdue_requests", .minutes(15), MarkOverdueRequests())],
        problems: [.requestAlreadyOpen, .requestNotEditable, .requestNotAssignable, .mayOnlyClaim],
        personalData: [unfiledRequests, filedRequests],
        retention: serviceRequestRetention,
        templates: serviceRequestTemplates,
        events: ServiceRequest.events,
        audit: ServiceRequestAction.self
    )
}
