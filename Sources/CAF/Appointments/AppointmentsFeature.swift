import Kernel
import Platform

extension Feature {
    static let appointments = Feature(
        routes: Appointments.routes,
        migrations: appointmentMigrations,
        lifecycles: [Appointment.lifecycle.table(named: Appointment.kind)],
        jobs: [RemindOfAppointment.self],
        problems: [.appointmentTypeUsed],
        personalData: [appointmentData],
        impersonalTables: appointmentTables,
        retention: [appointmentRetention],
        templates: appointmentTemplates,
        audit: AppointmentAction.self
    )
}
