import App
import ArgumentParser

@main
enum Start {
    static func main() async {
        Portico.restrictFilePermissions()
        await Portico.main(nil)
    }
}
