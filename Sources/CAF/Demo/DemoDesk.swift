import Kernel
import Platform
import Store
import Web

/// The calendar of the demo's office: appointment types, working hours, one appointment, two courses.
///
/// Everything goes through the handlers of the routes, as requests of the office and its customers do.
struct DemoDesk: Sendable {
    let site: Site
    let marco: Actor
    let sara: Actor

    func open(for giulia: Actor, _ luca: Actor) async throws {
        let desk = site.call(as: sara, with: .calendarManage)
        guard try await AppointmentTypes.listAll(desk).data.isEmpty else { return }
        let elena = try await DemoCast.hire(DemoCast.elena, at: site)
        for text in Self.types {
            _ = try await AppointmentTypes.create(
                desk,
                body: JSON.read(NewAppointmentType.self, from: Array(text.utf8))
            )
        }
        try await giveHours(Self.fullWeek, to: marco)
        try await giveHours(Self.mornings, to: elena)
        try await bookFirstFree(for: giulia)
        try await openCourses(for: luca)
    }

    private func giveHours(_ text: String, to colleague: Actor) async throws {
        let desk = site.call(as: sara, with: .calendarManage)
        let body = try JSON.read(HoursBody.self, from: Array(text.utf8))
        _ = try await OperatorHours.save(desk, id: site.call(as: colleague).account, body: body)
    }

    /// Books Marco's first free time for a customer.
    private func bookFirstFree(for customer: Actor) async throws {
        let call = site.call(as: customer, with: .appointmentBook)
        guard let type = try await AppointmentTypes.list(call).output.data.first?.id else { return }
        let query = AvailabilityQuery(typeId: type, operatorId: marco.account)
        guard let slot = try await Appointments.availability(call, query: query).slots.first else { return }
        let request = NewAppointment(typeId: type, startsAt: slot.startsAt, operatorId: marco.account)
        _ = try await Appointments.book(call, body: request)
    }

    private func openCourses(for customer: Actor) async throws {
        let (desk, zone) = (site.call(as: sara, with: .courseManage), site.product.zone)
        let evening = LocalTime(17, 30) ?? .midnight
        for (index, text) in Self.courses.enumerated() {
            let soon = zone.civil(site.now()).date + 14 + 7 * index
            let day = WorkingCalendar.italy.nextWorkingDay(from: soon)
            let start = zone.instant(of: day, at: evening)
            var body = try JSONValue(parsing: Array(text.utf8))
            body["starts_at"] = .string(start.description)
            body["ends_at"] = .string((start + .hours(2)).description)
            let new = try JSON.read(NewCourse.self, from: body.bytes)
            let course = try await CourseDesk.create(desk, body: new).value
            let publish = CourseChanges(status: .published)
            _ = try await CourseDesk.change(desk, id: course.id, match: nil, body: publish)
            guard index == 0 else { continue }
            _ = try await Courses.enrol(site.call(as: customer, with: .courseEnrol), id: course.id)
        }
    }
}

extension DemoDesk {
    private static let types = [
        """
        {"service": "ISEE", "title": {"it": "Consulenza ISEE", "en": "ISEE advice"}, "duration_minutes": 30,
         "step_minutes": 30, "notice_minutes": 240, "location": "PK SERVIZI, Via Tuscolana 200, Roma"}
        """,
        """
        {"service": "MODELLO_730", "title": {"it": "Compilazione 730", "en": "Preparing the 730"}, "duration_minutes": 45,
         "buffer_after_minutes": 15, "step_minutes": 30, "location": "PK SERVIZI, Via Tuscolana 200, Roma"}
        """,
        """
        {"service": "IMU", "title": {"it": "Calcolo IMU", "en": "IMU calculation"}, "duration_minutes": 20,
         "step_minutes": 20, "location": "Al telefono"}
        """,
    ]

    private static let fullWeek =
        """
        {"weekly": [{"weekday": 1, "from": "09:00", "until": "13:00"}, {"weekday": 1, "from": "14:30", "until": "17:30"},
         {"weekday": 2, "from": "09:00", "until": "13:00"}, {"weekday": 3, "from": "09:00", "until": "13:00"},
         {"weekday": 3, "from": "14:30", "until": "17:30"}, {"weekday": 4, "from": "09:00", "until": "13:00"},
         {"weekday": 5, "from": "09:00", "until": "12:30"}]}
        """

    private static let mornings =
        """
        {"weekly": [{"weekday": 2, "from": "09:30", "until": "13:30"}, {"weekday": 4, "from": "09:30", "until": "13:30"}]}
        """

    private static let courses = [
        """
        {"title": {"it": "Leggere il 730 precompilato", "en": "Reading the pre-filled 730"}, "capacity": 12,
         "description": "Due ore in aula: che cosa controllare, che cosa aggiungere, che cosa conservare.",
         "location": "PK SERVIZI, Via Tuscolana 200, Roma"}
        """,
        """
        {"title": {"it": "ISEE 2027 senza errori", "en": "ISEE 2027 without mistakes"}, "capacity": 8,
         "description": "I documenti del nucleo, i due indicatori, le scadenze.", "price_cents": 2500,
         "included_in_plan": true, "location": "PK SERVIZI, Via Tuscolana 200, Roma"}
        """,
    ]
}
