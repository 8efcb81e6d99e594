"""重点项目全生命周期管理平台: four services that own their data, the law they share and the chassis they stand on."""
