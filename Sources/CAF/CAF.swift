import Kernel
import Platform
import Web

typealias Route = Web.Route<Call>
typealias RouteTable = Web.RouteTable<Call>

/// The CAF product: an Italian tax-assistance office, its customers, their ISEE, 730, Redditi PF and IMU requests.
///
/// Everything the rest of the server knows about CAF is in this value.
package let caf = Product(
    name: "caf",
    title: "PK SERVIZI",
    summary:
        "The desk of an Italian CAF: customers, families, ISEE, 730/PF and IMU requests, and those who work them.",
    zone: .rome,
    currency: .euro,
    telephones: .italy,
    languages: [.italian, .english],
    accounts: AccountPolicy(
        selfRegistrationRole: .customer,
        administrators: [.admin],
        accessLifetime: .minutes(15),
        refreshLifetime: .days(7)
    ),
    access: access,
    features: [
        Feature(
            routes: Customers.routes + FamilyMembers.routes + Users.routes + Services.routes
                + ServiceRequests.routes
                + RequestHandling.routes + Documents.routes + Estimates.routes + Appointments.routes
                + Courses.routes
                + Plans.routes + Subscriptions.routes + AdminPayments.routes
                + Invoices.routes(needing: .invoiceRead)
                + OfficeReports.routes + Dashboard.routes,
            migrations: migrations,
            lifecycles: [
                ServiceRequest.lifecycle.table(named: ServiceRequest.kind),
                Document.lifecycle.table(named: Document.kind),
                Appointment.lifecycle.table(named: Appointment.kind),
                Course.lifecycle.table(named: Course.kind),
                Plan.lifecycle.table(named: Plan.kind),
            ],
            jobs: [
                NoteOverdueRequests.self, FollowScan.self, RemindOfAppointment.self, FillCourses.self,
                GiveBackPayment.self,
                RemindTrials.self,
            ],
            schedules: schedules,
            problems: problems,
            quotas: quotas,
            bounds: bounds,
            personalData: personalData,
            impersonalTables: appointmentTables + courseTables + [
                ImpersonalTable("plan", "what the office sells")
            ],
            retention: retention,
            templates: templates,
            reports: reports,
            searched: [Profile.searched],
            events: ServiceRequest.events,
            fileScanned: FollowScan.enqueue,
            demo: demo
        )
    ],
    policies: policies,
    content: .on,
    joined: Profile.open,
    registered: Customers.registered,
    calendar: customerCalendar,
    payments: paymentPolicy,
    demoGuest: "giulia.rossi@example.com"
)
