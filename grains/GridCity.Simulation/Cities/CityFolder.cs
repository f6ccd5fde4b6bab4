namespace GridCity.Simulation.Cities;

/// <summary>A city as a folder of data: loaded and checked as a whole, or refused with every fault.</summary>
public static class CityFolder
{
    /// <summary>
    /// Loads a folder. Whatever is in it, this does not throw: what is wrong is in <see cref="CityLoad.Faults"/> by
    /// file and line, and when any of it is an error there is no city.
    /// </summary>
    public static CityLoad Load(string path, LoadOptions? options = null) =>
        new FolderReader(path, options ?? new LoadOptions()).Load();
}
